//! Panics that are caught on purpose: whoever watches panics (the terminal does) leaves them alone.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Puts the flag back as it was, also when unwinding.
struct Restore(bool);

impl Drop for Restore {
    fn drop(&mut self) {
        EXPECTED.set(self.0);
    }
}

/// Does `work`; `None` when it panicked. Nothing is told of the panic.
pub fn catch<T>(work: impl FnOnce() -> T) -> Option<T> {
    let _restore = Restore(EXPECTED.replace(true));
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Lets panics that are caught on purpose pass without a word; others are told as before.
pub fn quiet() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !expected() {
            told(info);
        }
    }));
}

/// Whether a panic in this thread is caught on purpose.
pub fn expected() -> bool {
    EXPECTED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_expected_within_and_nowhere_else() {
        assert!(!expected());
        assert_eq!(catch(|| expected() && std::thread::spawn(|| !expected()).join().is_ok_and(|x| x)), Some(true));
        assert_eq!(catch(|| catch(|| 1).filter(|_| expected())), Some(Some(1)));
        assert_eq!(catch(|| panic!("on purpose")), None::<()>);
        assert!(!expected());
    }
}
