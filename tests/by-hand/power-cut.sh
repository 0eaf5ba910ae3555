#!/usr/bin/env bash
# Power cuts, simulated: daumoi writes on ext4 in an image; the image is copied while it writes, which
# is what a disk holds when power goes (pages not yet written are lost, nothing is torn in a sector).
# The copy is mounted and opened: every line acknowledged before the copy began must be there.
# By hand, as root: tests/by-hand/power-cut.sh [rounds] [path to daumoi]
set -euo pipefail
rounds=${1:-30}
daumoi=$(realpath "${2:-target/release/daumoi}")
work=$(mktemp -d)
trap 'umount -q "$work/live" "$work/after" 2>/dev/null || true; umount -q "$work/ram"; rm -rf "$work"' EXIT
mkdir "$work/ram" "$work/live" "$work/after"
mount -t tmpfs -o size=300m tmpfs "$work/ram"
lost=0
for ((round = 1; round <= rounds; round++)); do
  image="$work/ram/disk"
  rm -f "$image" "$image.cut"
  truncate -s 64m "$image"
  mkfs.ext4 -q -F "$image"
  mount -o loop "$image" "$work/live"
  "$daumoi" --data-dir "$work/live/d" init --unit 26383 --year 2024 --officer A >/dev/null
  # 3,000 commits, each acknowledged by a line.
  seq 3000 | awk '{ print "figures set 2024-01 ho_tich online=" $1 }' |
    "$daumoi" --data-dir "$work/live/d" batch >"$work/ram/acks" 2>/dev/null &
  writer=$!
  # Somewhere in the middle, at another place each round.
  want=$((1 + RANDOM % 2500))
  while kill -0 "$writer" 2>/dev/null && [ "$(wc -l <"$work/ram/acks")" -lt "$want" ]; do :; done
  acknowledged=$(grep -c '^ok ' "$work/ram/acks" || true)
  cp --sparse=always "$image" "$image.cut"
  kill -9 "$writer" 2>/dev/null || true
  wait "$writer" 2>/dev/null || true
  umount "$work/live"
  mount -o loop "$image.cut" "$work/after"
  found=$("$daumoi" --data-dir "$work/after/d" log --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)) - 1)')
  umount "$work/after"
  if ((found < acknowledged)); then
    echo "round $round: acknowledged $acknowledged, found $found"
    lost=$((lost + 1))
  fi
done
echo "$rounds cuts, $lost with a loss"
((lost == 0))
