#!/usr/bin/env bash
# Sessions: wall time of `wsctl sessions` over many keys against `redis-cli --scan --pattern '*'`, which only prints them.
#
#   benchmarks/sessions.sh [--keys N] [--pairs N]
#
# Prints medians in ms and the median of the ratios of neighbouring runs. Needs redis-cli. Heap: 64 MiB, to show that
# memory doesn't grow with the keys.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
keys=1000000 pairs=7
while [ $# -gt 0 ]; do
  case $1 in
    --keys) keys=$2 ;;
    --pairs) pairs=$2 ;;
    *) echo "unknown option $1" >&2; exit 64 ;;
  esac
  shift 2
done

. "$here/lib.sh"
prepare
start_redis
redis-cli -p "$redis_port" eval "for i=1,$keys do redis.call('SET','socketio:session:'..i,'x','EX',86400) end" 0 >/dev/null

ms() {
  local from=$EPOCHREALTIME to
  "$@" || { echo "failed: $*" >&2; exit 1; }
  to=$EPOCHREALTIME
  awk -v a="$from" -v b="$to" 'BEGIN {printf "%.0f\n", (b - a) * 1000}'
}
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
plain() { redis-cli -p "$redis_port" --scan --pattern '*' >"$work/keys"; }
ours() {
  JAVA_TOOL_OPTIONS=-Xmx64m "$root/wsctl" sessions --redis "redis://127.0.0.1:$redis_port/0" --timeout 60s -o json \
    >"$work/json" 2>/dev/null
}

ours && plain
grep -q "\"count\" : $keys," "$work/json" || { echo "wrong count: $(grep '"count"' "$work/json")" >&2; exit 1; }
for _ in $(seq "$pairs"); do
  p=$(ms plain) o=$(ms ours)
  echo "$p" >>"$work/plain.ms"
  echo "$o" >>"$work/ours.ms"
  awk -v o="$o" -v p="$p" 'BEGIN {print o / p}' >>"$work/ratios"
done
printf '%-42s %8s %8s\n' "$keys keys" ms ratio
printf '%-42s %8s %8s\n' "redis-cli --scan --pattern '*'" "$(median <"$work/plain.ms")" 1
printf '%-42s %8s %8.2f\n' "wsctl sessions -o json (-Xmx64m)" "$(median <"$work/ours.ms")" "$(median <"$work/ratios")"
