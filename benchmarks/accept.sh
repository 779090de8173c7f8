#!/usr/bin/env bash
# Connections a second: how fast a server accepts them (TCP, handshake and joining a room) and how fast the load generator
# opens them.
#
#   benchmarks/accept.sh [--connections N] [--at-once N] [--rounds N] [--runs N] [SERVER ...]
#
# SERVER is any of wsctl, serve (the same as `wsctl serve` starts it), limit, bun, nchan (default: wsctl limit): one instance on
# a Redis of its own. peers/opener.c opens N (default 5,000) in rooms of 50, 100 at a time, closes them and begins again, 12
# rounds: Java's compiler is busy with the first eight; a round counts once every member has its "joined" (with nchan, which
# sends none, the 101).
# Prints connections a second in the first round, when nothing is compiled yet, and in the last; and CPU µs of the server
# for each, what joining still costs it afterwards included.
# Then the generator: `wsctl loadtest` against limit, which notes when the first and the last member joined, beside the
# opener. Its Java is as cold as in any load test.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
connections=5000 at_once=100 rounds=12 runs=3 servers=()
while [ $# -gt 0 ]; do
  case $1 in
    --connections) connections=$2; shift 2 ;;
    --at-once) at_once=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    -*) sed -n '2,15p' "$0" >&2; exit 64 ;;
    *) servers+=("$1"); shift ;;
  esac
done
[ ${#servers[@]} -gt 0 ] || servers=(wsctl limit)
. "$here/lib.sh"
prepare limit "${servers[@]}"
cc -O2 -D_GNU_SOURCE -o "$work/opener" "$here/peers/opener.c"
rooms=$(((connections + 49) / 50))

start_limit() {
  port=$(free_port)
  COUNT="$work/count" "$work/limit" "$port" "$(free_port)" & pids+=($!)
  await_port "$port"
}

# accepted SERVER: the opener's line for each round.
accepted() {
  local path='/ws?room=bench-%d&username=o%d&client_id=o%d&announce=false' answer=joined processes
  if [ "$1" = limit ]; then
    start_limit
  else
    start_redis
    port=$(free_port)
    start_instance "$1" a "$port"
  fi
  [ "$1" = nchan ] && path='/room/bench-%d' answer=upgraded
  mapfile -t processes < <(server_pids)
  "$work/opener" "$port" "$path" "$answer" "$connections" "$rooms" "$at_once" "$rounds" "${processes[@]}"
  stop_all
}

# opened: connections a second that wsctl's generator opened.
opened() {
  start_limit
  "$root/wsctl" loadtest "ws://127.0.0.1:$port/ws" --connections "$connections" --rooms "$rooms" --rate 1 --warmup 0s --duration 1s \
    --connect-timeout 60s -o json >"$work/report.json" 2>"$work/loadtest.err" || true
  [ "$(jq .connections.opened "$work/report.json")" = "$connections" ] || { cat "$work/loadtest.err" >&2; exit 1; }
  od -An -v -w32 -t d8 "$work/count" | awk '{printf "%.0f\n", ($2 - 1) * 1e9 / ($4 - $3)}'
  stop_all
}

printf '%-7s %4s %12s %12s %12s %12s\n' server run first/s first_cpu_us last/s last_cpu_us
for run in $(seq "$runs"); do
  for server in "${servers[@]}"; do
    accepted "$server" >"$work/rounds"
    awk -v s="$server" -v r="$run" 'NR == 1 {first = $2; cpu = $3} {last = $2; warm = $3}
      END {printf "%-7s %4s %12.0f %12.1f %12.0f %12.1f\n", s, r, first, cpu, last, warm}' "$work/rounds" | tee -a "$work/all"
  done
done
printf '\n%-9s %4s %12s\n' generator run opened/s
for run in $(seq "$runs"); do
  rounds=1 accepted limit >"$work/rounds"
  awk -v r="$run" '{printf "%-9s %4s %12.0f\n", "opener", r, $2}' "$work/rounds" | tee -a "$work/generators"
  opened >"$work/rate"
  read -r rate <"$work/rate"
  printf '%-9s %4s %12.0f\n' wsctl "$run" "$rate" | tee -a "$work/generators"
done

# median FILE NAME COLUMN
median() { awk -v n="$2" -v c="$3" '$1 == n {print $c}' "$1" | sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

echo
echo "median of $runs:"
for server in "${servers[@]}"; do
  printf '%-7s %4s %12.0f %12.1f %12.0f %12.1f\n' "$server" '' "$(median "$work/all" "$server" 3)" "$(median "$work/all" "$server" 4)" \
    "$(median "$work/all" "$server" 5)" "$(median "$work/all" "$server" 6)"
done
echo "wsctl's generator opens $(awk -v a="$(median "$work/generators" wsctl 3)" -v b="$(median "$work/generators" opener 3)" \
  'BEGIN {printf "%.0f connections/s, %.2f x the opener", a, a / b}')"
