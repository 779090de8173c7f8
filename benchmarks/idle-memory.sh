#!/usr/bin/env bash
# What an idle connection that has joined a room costs one reference server.
#
#   benchmarks/idle-memory.sh [CONNECTIONS]      default: 10000, in rooms of 50
#
# Prints the growth of the process (PSS) and of its live heap (after a collection) a connection, against the same server
# with 500 connections, so that what the first ones load does not count. The kernel's socket buffers are in neither.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
connections=${1:-10000}
few=500
. "$here/lib.sh"
prepare wsctl
start_redis
port=$(free_port)
start_instance wsctl a "$port"
server=${pids[0]}

live_heap() { jcmd "$server" GC.class_histogram | awk '/^Total/ {print $3}'; }
pss_bytes() { awk '/^Pss:/ {print $2 * 1024}' "/proc/$server/smaps_rollup"; }

# measure N: sets heap and pss while N connections idle
measure() {
  rm -f "$work/progress"
  "$root/wsctl" loadtest "ws://127.0.0.1:$port/ws" --connections "$1" --rooms $(($1 / 50)) --rate 1 --warmup 1s \
    --duration 20s -o json >"$work/report.json" 2>"$work/progress" &
  local load=$!
  until grep -qs measuring "$work/progress"; do sleep 0.2; done
  heap=$(live_heap)
  heap=$(live_heap) # the second collection finds what the first one's references kept
  pss=$(pss_bytes)
  wait "$load" || true
  opened=$(jq .connections.opened "$work/report.json")
}

measure "$few"
few_heap=$heap few_pss=$pss
measure "$connections"
awk -v n="$opened" -v f="$few" -v h="$heap" -v fh="$few_heap" -v p="$pss" -v fp="$few_pss" 'BEGIN {
  printf "%d connections: PSS %.0f MB, live heap %.1f MB\n", n, p / 1e6, h / 1e6
  printf "a connection:   PSS +%.2f KB, live heap +%.2f KB\n", (p - fp) / (n - f) / 1024, (h - fh) / (n - f) / 1024
}'
