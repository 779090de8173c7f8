#!/usr/bin/env bash
# Fan-out of two instances through Redis, the reference server beside its peers, in one run.
#
#   benchmarks/fanout.sh [--case one|eight|rooms] [--runs N] [--seconds S] [--warmup S] [SERVER ...]
#
# SERVER is any of wsctl, wsctl1 (one event loop an instance), limit, bun, nchan (default: wsctl limit). The warm-up is
# 20 s: the just-in-time compiler is a third of a Java server's CPU before. Cases:
#   one     1,000 members in one room, one message in flight
#   eight   the same, eight in flight
#   rooms   5,000 members in 100 rooms of 50, 600 messages/s = 30,000 deliveries/s
#
# Prints a line a run, then medians: deliveries a second, p50 and p99 (service), CPU µs of both server processes a
# delivery, and their memory (PSS). Needs jq, and cc for limit, bun (BUN=path) for bun, nginx with nchan for nchan.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
case=one runs=3 seconds=8 warmup=20 servers=()
while [ $# -gt 0 ]; do
  case $1 in
    --case) case=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --warmup) warmup=$2; shift 2 ;;
    -*) sed -n '2,16p' "$0" >&2; exit 64 ;;
    *) servers+=("$1"); shift ;;
  esac
done
[ ${#servers[@]} -gt 0 ] || servers=(wsctl limit)
case $case in
  one) load="--connections 1000 --rooms 1 --inflight 1" ;;
  eight) load="--connections 1000 --rooms 1 --inflight 8" ;;
  rooms) load="--connections 5000 --rooms 100 --rate 600" ;;
  *) echo "no such case: $case" >&2; exit 64 ;;
esac

. "$here/lib.sh"
prepare "${servers[@]}"

printf '%-7s %4s %12s %9s %9s %9s %9s %8s\n' server run deliveries/s p50_us p99_us cpu_us/d pss_mb verdict
for run in $(seq "$runs"); do
  for server in "${servers[@]}"; do
    start_pair "$server"
    sample_cpu >"$work/cpu" &
    sampler=$!
    dialect=chat
    [ "$server" = nchan ] && dialect=nchan
    # shellcheck disable=SC2086
    "$root/wsctl" loadtest "${targets[@]}" $load --duration "${seconds}s" --warmup "${warmup}s" --size 150 \
      --dialects "$here/peers/dialects.yaml" --dialect "$dialect" -o json >"$work/report.json" 2>"$work/loadtest.err" || true
    memory=$(pss_mb)
    kill "$sampler" 2>/dev/null || true
    wait "$sampler" 2>/dev/null || true
    line=$(jq -r --arg cpu "$(steady_cpu "$work/cpu")" --arg pss "$memory" \
      '[.throughput.delivered_per_s, .latency.service.p50_us, .latency.service.p99_us,
        (if .throughput.delivered_per_s > 0 then ($cpu|tonumber) * 1e6 / .throughput.delivered_per_s else 0 end),
        ($pss|tonumber), .verdict] | @tsv' "$work/report.json") || { cat "$work/loadtest.err" >&2; exit 1; }
    # shellcheck disable=SC2086
    printf '%-7s %4s %12.0f %9.0f %9.0f %9.2f %9.0f %8s\n' "$server" "$run" $line
    echo "$server $line" >>"$work/all"
    stop_all
  done
done

echo "median of $runs:"
for server in "${servers[@]}"; do
  printf '%-7s %4s' "$server" ''
  for column in 2 3 4 5 6; do
    awk -v s="$server" -v c=$column '$1 == s {print $c}' "$work/all" | sort -g | awk '{v[NR]=$1} END {printf " %11.2f", v[int((NR+1)/2)]}'
  done
  echo
done
