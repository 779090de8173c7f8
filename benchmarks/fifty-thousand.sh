#!/usr/bin/env bash
# 50,000 connections on one machine, messages flowing: three servers on one Redis, and one load test of three processes, each of
# them all below the limit of open files.
#
#   benchmarks/fifty-thousand.sh [CONNECTIONS]      default: 50001, in rooms of 51 over all instances
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
connections=${1:-50001}
. "$here/lib.sh"
prepare wsctl
start_three wsctl
"$root/wsctl" loadtest "${targets[@]}" --workers 3 --connections "$connections" --rooms $((connections / 51)) --rate 150 --warmup 5s \
  --duration 20s --connect-timeout 60s -o json >"$work/report.json" 2>"$work/progress" &
load=$!
until grep -qs measuring "$work/progress"; do
  kill -0 "$load" 2>/dev/null || { tail -n 5 "$work/progress" >&2; exit 1; }
  sleep 0.2
done
held=$(for target in "${targets[@]}"; do curl -s "http://$(echo "$target" | cut -d/ -f3)/api/status"; echo; done | jq -s 'map(.local_connections) | add')
memory=$(pss_mb)
wait "$load" || true
echo "connections held at one time, while measuring: $held; servers' memory (PSS): ${memory} MB"
jq '{verdict, reasons, opened: .connections.opened, failed: .connections.failed, expected: .messages.expected, delivered: .messages.delivered,
  lost: .messages.lost, duplicated: .messages.duplicated, p50_ms: (.latency.service.p50_us / 1000), p99_ms: (.latency.service.p99_us / 1000),
  workers: [.generator.workers[] | {name, connections, delivered, cpu_pct, memory_mb: (.memory_bytes / 1048576 | floor)}]}' "$work/report.json"
