#!/usr/bin/env bash
# A disk that is full, then read-only, then gone, then back. By hand, as root:
# tests/by-hand/full-disk.sh [path to daumoi]
set -euo pipefail
daumoi=$(realpath "${1:-target/release/daumoi}")
work=$(mktemp -d)
trap 'umount -q "$work/usb" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/usb"
mount -t tmpfs -o size=2m tmpfs "$work/usb"
run() { "$daumoi" --data-dir "$work/usb/d" "$@"; }
expect() { # expected status, then the command
  local wanted=$1 status=0
  shift
  run "$@" >"$work/out" 2>&1 || status=$?
  [ "$status" = "$wanted" ] || { echo "exit $status instead of $wanted: $*"; cat "$work/out"; exit 1; }
}
entries() { run log --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)))'; }

expect 0 init --unit 26383 --year 2024 --officer A
expect 0 figures set 2024-01 ho_tich online=1
dd if=/dev/zero of="$work/usb/filler" bs=1k 2>/dev/null || true
before=$(entries)
seq 400 | awk '{ print "figures set 2024-01 ho_tich online=" $1 + 1 }' >"$work/lines"
status=0; run batch "$work/lines" >"$work/acks" 2>"$work/err" || status=$?
[ "$status" = 2 ] || { echo "a full disk was not noticed"; exit 1; }
acknowledged=$(grep -c '^ok ' "$work/acks" || true)
echo "full after $acknowledged more: $(tail -1 "$work/err")"
[ "$(entries)" = $((before + acknowledged)) ] || { echo "acknowledged lines are missing"; exit 1; }
expect 0 figures show 2024-01                      # opens and reads on the full disk
rm "$work/usb/filler"
expect 0 figures set 2024-01 ho_tich online=900    # and goes on
[ "$(entries)" = $((before + acknowledged + 1)) ] || { echo "the store did not go on"; exit 1; }

mount -o remount,ro "$work/usb"
expect 0 figures show 2024-01
expect 2 figures set 2024-01 ho_tich online=901
echo "read-only: $(cat "$work/out")"
mount -o remount,rw "$work/usb"

# Pulled out while it is open: what is typed next is not acknowledged.
{ echo "figures set 2024-01 ho_tich online=5"; sleep 1; echo "figures set 2024-01 ho_tich online=6"; } |
  { run batch >"$work/acks" 2>"$work/err" || true; } &
sleep 0.5
mv "$work/usb/d" "$work/usb/gone"
wait
mv "$work/usb/gone" "$work/usb/d"
grep -q '^ok 1' "$work/acks"
expect 0 figures show 2024-01
echo "all as it should be"
