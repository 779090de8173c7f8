#!/usr/bin/env bash
# Fan-out of two instances through Redis, the reference server beside its peers, in turn.
#
#   benchmarks/fanout.sh [--case one|eight|rooms] [--rounds N] [--warm N] [--seconds S] [SERVER ...]
#
# SERVER is any of wsctl, wsctl1 (one event loop an instance), limit, limit8 (the same, joining up to eight messages a
# write), bun, nchan (default: wsctl limit). Cases:
#   one     1,000 members in one room, one message in flight
#   eight   the same, eight in flight
#   rooms   5,000 members in 100 rooms of 50, 600 messages/s = 30,000 deliveries/s
#
# All servers are started first and stay up, so that the just-in-time compiler is done with them when it counts; in each
# round every server has one load, the others rest. The first rounds (--warm, 4) do not count. Within a round machines
# change little, over minutes they do: so each round's figures are divided by limit's, or the last server's, of that round.
#
# Prints a line a load, then medians: deliveries a second, p50 and p99 (service), CPU µs of both server processes a
# delivery, and as ratios. Needs jq, and cc for limit, bun (BUN=path) for bun, nginx with nchan for nchan.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
case=one rounds=5 warm=4 seconds=8 servers=()
while [ $# -gt 0 ]; do
  case $1 in
    --case) case=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --warm) warm=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    -*) sed -n '2,17p' "$0" >&2; exit 64 ;;
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
base=${servers[-1]}
case " ${servers[*]} " in *' limit '*) base=limit ;; esac

. "$here/lib.sh"
prepare "${servers[@]}"
for server in "${servers[@]}"; do
  start_pair "$server"
  set_aside "$server"
done

printf '%-7s %5s %12s %9s %9s %9s %8s\n' server round deliveries/s p50_us p99_us cpu_us/d verdict
for round in $(seq $((1 - warm)) "$rounds"); do
  for server in "${servers[@]}"; do
    take_up "$server"
    # shellcheck disable=SC2086
    measured "$server" "$seconds" $load --warmup 6s >"$work/cpu"
    jq -r --argjson cpu "$(cat "$work/cpu")" '.throughput.delivered_per_s as $rate | [$rate, .latency.service.p50_us, .latency.service.p99_us,
      (if $rate > 0 then $cpu * 1e6 / $rate else 0 end), .verdict] | @tsv' "$work/report.json" >"$work/figures"
    read -r rate p50 p99 cpu verdict <"$work/figures"
    printf '%-7s %5s %12.0f %9.0f %9.0f %9.2f %8s\n' "$server" "$round" "$rate" "$p50" "$p99" "$cpu" "$verdict"
    [ "$round" -lt 1 ] || echo "$server $round $rate $p50 $p99 $cpu" >>"$work/all"
  done
done

median() { sort -g | awk '{v[NR] = $1} END {printf " %11.2f", v[int((NR + 1) / 2)]}'; }
# medians SERVER: of each column, and of each column to the same round's of base.
medians() {
  local column
  for column in 3 4 5 6; do awk -v s="$1" -v c=$column '$1 == s {print $c}' "$work/all" | median; done
  for column in 3 4 5 6; do
    awk -v s="$1" -v b="$base" -v c=$column '$1 == b {base[$2] = $c} $1 == s {mine[$2] = $c} END {for (r in mine) print mine[r] / base[r]}' "$work/all" | median
  done
  echo
}
echo "medians of $rounds, and of each round's ratio to $base:"
printf '%-7s %11s %11s %11s %11s %11s %11s %11s %11s\n' server deliveries/s p50_us p99_us cpu_us/d rate p50 p99 cpu
for server in "${servers[@]}"; do
  printf '%-7s' "$server"
  medians "$server"
done
