#!/usr/bin/env bash
# Whether the load generator's own load moves the latency it reports: the same server under the same paced job, measured by
# a generator on a nearly idle processor and by one whose processor is busy with a second generator.
#
#   benchmarks/generator-load.sh [--runs N] [--seconds S]
#
# The job: 500 connections in 10 rooms of 50, 60 messages/s = 3,000 deliveries/s, against peers/limit.c. The other load: a second
# limit.c with 2,000 members in 40 rooms, at rates that keep the generators' processor more and more busy.
# Both generators are pinned to one processor and the servers to the other, so that only the generators' side gets busier.
# Prints p50 and p99 of the job, how busy the generators' processor was, and the verdict, in turn.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
runs=3 seconds=10
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    *) sed -n '2,11p' "$0" >&2; exit 64 ;;
  esac
done
[ "$(nproc)" -ge 2 ] || { echo "needs two processors: one for the servers, one for the generators" >&2; exit 1; }
. "$here/lib.sh"
prepare limit
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

start_limit() {
  port=$(free_port)
  taskset -c 0 "$work/limit" "$port" "$(free_port)" & pids+=($!)
  await_port "$port"
}

# generate NAME PORT OPTIONS...: a generator on the second processor, in the background; sets generator.
generate() {
  local name=$1 at=$2
  shift 2
  taskset -c 1 "$java" -cp "$root/cli/target/wsctl.jar" dev.wsctl.cli.Main loadtest "ws://127.0.0.1:$at/ws" "$@" -o json \
    >"$work/$name.json" 2>"$work/$name.err" &
  generator=$!
}

# measured RATE: the job beside RATE messages/s of other load (0: none); p50, p99, CPU share of the processor, verdict.
measured() {
  start_limit
  local job=$port other='' from to pid
  if [ "$1" -gt 0 ]; then
    start_limit
    generate other "$port" --connections 2000 --rooms 40 --rate "$1" --warmup 15s --duration "$((seconds + 10))s"
    other=$generator
  fi
  generate job "$job" --connections 500 --rooms 10 --rate 60 --warmup 15s --duration "${seconds}s"
  pid=$generator
  sleep 16
  from=$(awk '/^cpu1 / {print $2 + $3 + $4, $5 + $6}' /proc/stat)
  sleep $((seconds - 3))
  to=$(awk '/^cpu1 / {print $2 + $3 + $4, $5 + $6}' /proc/stat)
  wait "$pid" || true
  [ -z "$other" ] || { kill -INT "$other" 2>/dev/null || true; wait "$other" || true; }
  jq -r --argjson cpu "$(echo "$from $to" | awk '{b = $3 - $1; print 100 * b / (b + $4 - $2)}')" \
    '[.latency.service.p50_us, .latency.service.p99_us, $cpu, .verdict] | @tsv' "$work/job.json"
  stop_all
}

printf '%4s %12s %9s %9s %7s %8s\n' run other/s p50_us p99_us cpu_% verdict
for run in $(seq "$runs"); do
  for rate in 0 600 1200 1800; do
    # shellcheck disable=SC2046
    printf '%4s %12s %9.0f %9.0f %7.0f %8s\n' "$run" "$rate" $(measured "$rate")
  done
done
