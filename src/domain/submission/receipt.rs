//! What the recipient of a package answers: taken, or sent back with reasons.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Taken or sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Taken.
    Received,
    /// Sent back, with reasons.
    Returned,
}

/// One thing the recipient has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is about: a cell (`2024-01/chung_thuc/online`) or a task (`3.1-2`); none: the whole.
    pub key: Option<String>,
    /// What is to be said.
    pub text: String,
}

/// The recipient's answer to one package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Taken or sent back.
    pub result: Verdict,
    /// Day of the answer.
    pub date: NaiveDate,
    /// Number in the recipient's register, where one was given.
    pub number: Option<String>,
    /// Reasons of a return, remarks of a taking.
    pub reasons: Vec<Remark>,
    /// Digest that the file it was read from carries of itself, hex; none where the officer noted it by hand.
    pub file: Option<String>,
}
