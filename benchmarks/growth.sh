#!/usr/bin/env bash
# How the server's CPU a delivery grows with the members of a room, at the same number of deliveries a second.
#
#   benchmarks/growth.sh [--members "N ..."] [--deliveries N] [--rounds N] [--warm N] [--seconds S] [SERVER ...]
#
# One room of 100, 1,000, 3,000 and 10,000 members over two instances, 20,000 deliveries/s in all: the larger the room, the
# fewer messages. SERVER is any of wsctl, wsctl1, limit, bun, nchan, as for fanout.sh (default: wsctl limit). The largest
# room must fit the generator's limit of open files. As there, all servers stay up and take turns, and the first rounds
# (--warm, 2) do not count.
#
# Prints a line a load, then CPU µs of both server processes a delivery: a line a server, a column a room size (medians), and
# how many times that of the smallest room the largest needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
sizes=(100 1000 3000 10000) deliveries=20000 rounds=3 warm=2 seconds=8 servers=()
while [ $# -gt 0 ]; do
  case $1 in
    --members) read -ra sizes <<<"$2"; shift 2 ;;
    --deliveries) deliveries=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --warm) warm=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    -*) sed -n '2,12p' "$0" >&2; exit 64 ;;
    *) servers+=("$1"); shift ;;
  esac
done
[ ${#servers[@]} -gt 0 ] || servers=(wsctl limit)
. "$here/lib.sh"
prepare "${servers[@]}"
for server in "${servers[@]}"; do
  start_pair "$server"
  set_aside "$server"
done

printf '%-7s %8s %5s %12s %9s %9s %8s %8s\n' server members round deliveries/s cpu_us/d p99_ms lost verdict
for round in $(seq $((1 - warm)) "$rounds"); do
  for members in "${sizes[@]}"; do
    for server in "${servers[@]}"; do
      take_up "$server"
      measured "$server" "$seconds" --connections "$members" --rooms 1 --rate "$(awk "BEGIN {print $deliveries / $members}")" \
        --warmup 6s --connect-timeout 60s >"$work/cpu"
      jq -r --argjson cpu "$(cat "$work/cpu")" '.throughput.delivered_per_s as $rate
        | [$rate, (if $rate > 0 then $cpu * 1e6 / $rate else 0 end), .latency.service.p99_us / 1000, .messages.lost, .verdict] | @tsv' \
        "$work/report.json" >"$work/figures"
      read -r rate cpu p99 lost verdict <"$work/figures"
      printf '%-7s %8s %5s %12.0f %9.2f %9.2f %8s %8s\n' "$server" "$members" "$round" "$rate" "$cpu" "$p99" "$lost" "$verdict"
      [ "$round" -lt 1 ] || echo "$server $members $cpu" >>"$work/all"
    done
  done
done

echo "CPU µs a delivery, median of $rounds:"
printf '%-7s' members
printf ' %8s' "${sizes[@]}" growth
echo
for server in "${servers[@]}"; do
  printf '%-7s' "$server"
  for members in "${sizes[@]}"; do
    awk -v s="$server" -v m="$members" '$1 == s && $2 == m {print $3}' "$work/all" | sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
  done | awk '{printf " %8.2f", $1; if (NR == 1) first = $1; last = $1} END {printf " %7.2fx\n", first ? last / first : 0}'
done
