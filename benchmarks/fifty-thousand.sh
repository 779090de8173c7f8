#!/usr/bin/env bash
# 50,000 connections on one machine, messages flowing: three servers on one Redis, three generators, each process below
# the limit of open files.
#
#   benchmarks/fifty-thousand.sh [CONNECTIONS]      default: 50001, in rooms of 51 over all instances
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
each=$((${1:-50001} / 3))
. "$here/lib.sh"
prepare wsctl
start_three
loads=()
for generator in 1 2 3; do
  "$root/wsctl" loadtest "${targets[@]}" --connections "$each" --rooms $((each / 51)) --rate 50 --warmup 5s \
    --duration 20s --connect-timeout 60s --seed "$generator" -o json >"$work/report-$generator.json" 2>"$work/progress-$generator" &
  loads+=($!)
done
for generator in 1 2 3; do until grep -qs measuring "$work/progress-$generator"; do sleep 0.2; done; done
held=$(for target in "${targets[@]}"; do curl -s "http://$(echo "$target" | cut -d/ -f3)/api/status"; echo; done | jq -s 'map(.local_connections) | add')
memory=$(pss_mb)
wait "${loads[@]}" || true
echo "connections held at one time, all generators measuring: $held; servers' memory (PSS): ${memory} MB"
jq -s '{opened: map(.connections.opened) | add, expected: map(.messages.expected) | add, delivered: map(.messages.delivered) | add,
  lost: map(.messages.lost) | add, duplicated: map(.messages.duplicated) | add, worst_p99_ms: (map(.latency.service.p99_us) | max / 1000),
  verdicts: map(.verdict)}' "$work"/report-*.json
