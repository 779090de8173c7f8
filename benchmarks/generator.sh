#!/usr/bin/env bash
# What the load generator itself costs: CPU a received message beside a C program that only reads (peers/reader.c), and
# memory a connection. Everything runs against peers/limit.c, so that no server is in the way.
#
#   benchmarks/generator.sh [--runs N] [--seconds S]
#
# CPU: 5,000 connections in 100 rooms of 50, 600 messages/s = 30,000 deliveries/s ("paced"); then 8 messages in flight a
# room as fast as it goes ("full"), each after 15 s of warming up, started as users start it, by the launcher with its options.
# Both sides send as well as receive. User and system time of the steady part.
# Memory: PSS of the generator's process while it holds 1,000 and 10,000 connections and sends.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
runs=3 seconds=8
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    *) sed -n '2,12p' "$0" >&2; exit 64 ;;
  esac
done
. "$here/lib.sh"
prepare limit
cc -O2 -D_GNU_SOURCE -o "$work/reader" "$here/peers/reader.c"

# cpu_us PID: user and system time so far.
cpu_us() { awk -v hz="$(getconf CLK_TCK)" '{print ($14 + $15) * 1000000 / hz}' "/proc/$1/stat"; }

start_limit() {
  port=$(free_port)
  "$work/limit" "$port" "$(free_port)" & pids+=($!)
  await_port "$port"
}

# generate NAME OPTIONS...: starts a generator in the background; sets generator.
generate() {
  local name=$1
  shift
  "$root/wsctl" loadtest "ws://127.0.0.1:$port/ws" --size 150 "$@" -o json >"$work/$name.json" 2>"$work/$name.err" &
  generator=$!
}

# cpu_a_message OPTIONS...: deliveries/s, CPU µs a delivery, verdict.
cpu_a_message() {
  start_limit
  generate load "$@" --warmup 15s --duration "${seconds}s"
  await_connections "$generator" 5000
  sleep 15.5 # by now the just-in-time compiler has done most of its work
  local from to
  from=$(cpu_us "$generator")
  sleep $((seconds - 2))
  to=$(cpu_us "$generator")
  wait "$generator" || true
  jq -r --argjson cpu "$(awk "BEGIN {print ($to - $from) / ($seconds - 2)}")" \
    '[.throughput.delivered_per_s, $cpu / .throughput.delivered_per_s, .verdict] | @tsv' "$work/load.json"
  stop_all
}

await_connections() {
  local i
  for i in $(seq 600); do
    [ "$(find "/proc/$1/fd" -lname 'socket:*' 2>/dev/null | wc -l)" -ge "$2" ] && return
    sleep 0.1
  done
  echo "only part of the connections opened" >&2
  exit 1
}

memory() {
  start_limit
  generate load --connections "$1" --rooms $(($1 / 50)) --rate 100 --warmup 2s --duration 5s
  await_connections "$generator" "$1"
  sleep 5
  awk '/^Pss:/ {print $2}' "/proc/$generator/smaps_rollup"
  wait "$generator" || true
  stop_all
}

# read_by_c RATE: messages/s, CPU µs a message.
read_by_c() {
  start_limit
  "$work/reader" "$port" 5000 100 "$seconds" "$1"
  stop_all
}

printf '%-8s %-7s %4s %12s %9s %8s\n' what by run messages/s cpu_us/m verdict
for run in $(seq "$runs"); do
  for what in paced full; do
    if [ "$what" = paced ]; then options="--rate 600" rate=600; else options="--inflight 8" rate=-8; fi
    # shellcheck disable=SC2046
    printf '%-8s %-7s %4s %12.0f %9.2f\n' "$what" reader "$run" $(read_by_c "$rate") | tee -a "$work/all"
    # shellcheck disable=SC2046,SC2086
    printf '%-8s %-7s %4s %12.0f %9.2f %8s\n' "$what" wsctl "$run" \
      $(cpu_a_message --connections 5000 --rooms 100 $options) | tee -a "$work/all"
  done
done
for what in paced full; do
  for by in reader wsctl; do
    awk -v w="$what" -v b="$by" '$1 == w && $2 == b {print $5}' "$work/all" | sort -g \
      | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}' >"$work/$what.$by"
  done
  echo "$what: median ratio $(awk "BEGIN {printf \"%.2f\", $(cat "$work/$what.wsctl") / $(cat "$work/$what.reader")}")"
done
small=$(memory 1000)
large=$(memory 10000)
echo "memory: $((small / 1024)) MB PSS at 1,000 connections, $((large / 1024)) MB at 10,000:" \
  "$(awk "BEGIN {printf \"%.1f\", ($large - $small) / 9000}") KB a connection"
