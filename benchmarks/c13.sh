#!/usr/bin/env bash
# The stress test of C13: 5,000 connections in 100 rooms of 50 over three instances.
#
#   benchmarks/c13.sh [RATE ...]                at these rates, in messages a second; each is delivered 50 times.
#                                               Default: 600 1600 2400 10000
#   benchmarks/c13.sh --search [SERVER ...]     the highest rate that passes, by search, of each server in turn: wsctl,
#                                               wsctl1 (one event loop an instance), limit, bun. Default: wsctl limit
#
# 10000 is the documented test in full, 500,000 deliveries a second. Prints a line a rate, or a line a server; the goals
# are avg 4, p95 12 and p99 25 ms with nothing lost. Servers that have just started spend seconds of these cores compiling
# what they run most, so 30 seconds of the first rate go before the first line, and a minute before a search.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
. "$here/lib.sh"
run() {
  "$root/wsctl" loadtest "${targets[@]}" --connections 5000 --rooms 100 --rate "$1" --warmup 5s --duration "$2" "${@:3}" \
    --threshold 'avg<4ms' --threshold 'p95<12ms' --threshold 'p99<25ms' --threshold lost==0 -o json \
    >"$work/report.json" 2>"$work/loadtest.err" || true
}

if [ "${1:-}" = --search ]; then
  shift
  [ $# -gt 0 ] || set -- wsctl limit
  prepare "$@"
  printf '%-7s %12s %6s  %s\n' server deliveries/s runs 'what ended it'
  for server in "$@"; do
    start_three "$server"
    run 600 60s
    run 600 10s --find-max rate
    jq -r --arg server "$server" '[$server, .best * 50, (.steps | length), .limit] | @tsv' "$work/report.json" |
      awk -F'\t' '{printf "%-7s %12d %6d  %s\n", $1, $2, $3, $4}'
    stop_all
  done
  exit 0
fi

[ $# -gt 0 ] || set -- 600 1600 2400 10000
prepare wsctl
start_three wsctl
run "$1" 25s
printf '%9s %12s %12s %9s %9s %9s %10s %8s %7s  %s\n' asked/s delivered/s expected avg_ms p95_ms p99_ms lost dup mem_mb verdict
for rate in "$@"; do
  run "$rate" 10s
  memory=$(pss_mb)
  jq -r --arg rate $((rate * 50)) --arg mem "$memory" '[$rate, .throughput.delivered_per_s, .messages.expected, .latency.service.avg_us / 1000,
    .latency.service.p95_us / 1000, .latency.service.p99_us / 1000, .messages.lost, .messages.duplicated, ($mem | tonumber), .verdict] | @tsv' \
    "$work/report.json" | awk -F'\t' '{printf "%9d %12.0f %12d %9.2f %9.2f %9.2f %10d %8d %7.0f  %s\n", $1, $2, $3, $4, $5, $6, $7, $8, $9, $10}'
done
