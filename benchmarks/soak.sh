#!/usr/bin/env bash
# A steady load on three instances for an hour: do memory and latency stay flat, and does nothing get lost?
#
#   benchmarks/soak.sh [MINUTES] [RATE] [CONNECTIONS]
#                          default: 60 minutes, 200 messages a second, 300 connections; each is heard by the ten members of a room
#
# Prints a line an interval (a sixtieth of the time, 5 s at least): memory of the three instances (PSS), their threads and open
# files, CPU since the last line; and latency. The verdict compares the last third with the middle third, so that warming up counts
# for neither: FLAT if memory grew by at most 10 % and 10 MB an instance, the median of the intervals' p99 by at most half and 5 ms,
# threads and files by at most 3 an instance, what lives in their heaps from the beginning to the end by at most 10 % and 5 MB an
# instance, if they hold no file for a client once all are gone, and if nothing was lost, duplicated, reordered or misrouted.
# Exit code 0 if FLAT, 2 if not.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
minutes=${1:-60}
rate=${2:-200}
connections=${3:-300}
. "$here/lib.sh"
SERVER_JAVA_OPTS=${SERVER_JAVA_OPTS:--Xmx256m}
prepare wsctl
start_three wsctl

servers() { printf '%s\n' "${pids[@]:0:3}"; }
entries() { for pid in $(servers); do ls "/proc/$pid/$1"; done | wc -l; }
cpu() { for pid in $(servers); do cat "/proc/$pid/stat"; done | awk -v hz="$(getconf CLK_TCK)" '{t += $14 + $15} END {printf "%.2f", t / hz}'; }
memory() { for pid in $(servers); do cat "/proc/$pid/smaps_rollup"; done | awk '/^Pss:/ {t += $2} END {printf "%.1f", t / 1024}'; }
# What is left of the heaps when garbage has been collected.
live() {
  for pid in $(servers); do
    jcmd "$pid" GC.run >/dev/null
    jcmd "$pid" GC.heap_info
  done | awk '/(heap|generation) .* used [0-9]+K/ {match($0, /used [0-9]+/); t += substr($0, RSTART + 5, RLENGTH - 5)} END {printf "%.1f", t / 1024}'
}

files_before=$(entries fd)
interval=$((minutes > 5 ? minutes : 5))
"$root/wsctl" loadtest "${targets[@]}" --connections "$connections" --rooms $((connections / 10)) --rate "$rate" --warmup 10s --duration "${minutes}m" \
  -o json >"$work/report.json" 2>"$work/loadtest.err" &
load=$!
pids+=("$load")
printf '%8s %10s %8s %6s %6s\n' second memory_mb threads files cpu_%
start=$SECONDS
# Not while it connects and warms up, nor when it may have begun to leave.
sleep 20
live_first=$(live)
last_cpu=$(cpu) last_second=$SECONDS
end=$((start + minutes * 60))
while [ $((SECONDS + interval)) -lt "$end" ] && kill -0 "$load" 2>/dev/null; do
  sleep "$interval"
  now_cpu=$(cpu)
  used=$(awk -v a="$last_cpu" -v b="$now_cpu" -v s=$((SECONDS - last_second)) 'BEGIN {printf "%.1f", 100 * (b - a) / s}')
  last_cpu=$now_cpu last_second=$SECONDS
  printf '%8d %10s %8d %6d %6s\n' $((SECONDS - start)) "$(memory)" "$(entries task)" "$(entries fd)" "$used" | tee -a "$work/samples"
done
live_last=$(live)
code=0
wait "$load" || code=$?
if ! jq -e .series "$work/report.json" >/dev/null 2>&1; then
  echo "the load test ended with exit code $code and no report: $(tail -1 "$work/loadtest.err")" >&2
  exit 3
fi

# The load's seconds, a line an interval: when, deliveries a second, median of p50 and of p99 in ms.
jq -r --argjson step "$interval" 'def median: sort | .[length / 2 | floor];
  [.series[] | select(.stage != "warm-up" and .p99_us != null)] | group_by(.at_ms / 1000 / $step | floor)[]
  | [(.[0].at_ms / 1000 | floor), ((map(.delivered) | add) * 1000 / (map(.length_ms) | add)), (map(.p50_us) | median / 1000), (map(.p99_us) | median / 1000)]
  | @tsv' "$work/report.json" >"$work/latency"
printf '\n%8s %12s %9s %9s\n' second delivered/s p50_ms p99_ms
awk '{printf "%8d %12.0f %9.2f %9.2f\n", $1, $2, $3, $4}' "$work/latency"

# third FILE COLUMN N: the median of a column in the Nth third of the lines.
third() {
  awk -v c="$2" '{print $c}' "$1" >"$work/column"
  local all
  all=$(wc -l <"$work/column")
  tail -n +$((all * ($3 - 1) / 3 + 1)) "$work/column" | head -n $((all * $3 / 3 - all * ($3 - 1) / 3)) | sort -g |
    awk '{v[NR] = $1} END {print NR ? v[int((NR + 1) / 2)] : 0}'
}

verdict=FLAT
# check NAME BEFORE AFTER SHARE MORE: fails if it grew by more than both.
check() {
  printf '%-10s %10s -> %10s' "$1" "$2" "$3"
  if awk -v a="$2" -v b="$3" -v share="$4" -v more="$5" 'BEGIN {exit !(b > a * (1 + share) && b > a + more)}'; then
    verdict=GROWING
    printf '  grows'
  fi
  echo
}
echo
check memory_mb "$(third "$work/samples" 2 2)" "$(third "$work/samples" 2 3)" 0.1 30
check p99_ms "$(third "$work/latency" 4 2)" "$(third "$work/latency" 4 3)" 0.5 5
check threads "$(third "$work/samples" 3 2)" "$(third "$work/samples" 3 3)" 0 9
check files "$(third "$work/samples" 4 2)" "$(third "$work/samples" 4 3)" 0 9
check live_mb "$live_first" "$live_last" 0.1 15
# Gone are gone: what stays is what Redis needs, of which the pool may have grown.
for _ in $(seq 40); do
  files_after=$(entries fd)
  [ "$files_after" -le $((files_before + 9)) ] && break
  sleep 0.5
done
check files_idle "$files_before" "$files_after" 0 9
wrong=$(jq -r '.messages | .lost + .duplicated + .reordered + .misrouted' "$work/report.json")
sent=$(jq -r '.messages.sent' "$work/report.json")
echo "messages   $sent sent, $(jq -r '.messages | "\(.delivered) of \(.expected) delivered; \(.lost) lost, \(.duplicated) duplicated, \(.reordered) reordered, \(.misrouted) misrouted"' "$work/report.json")"
[ "$wrong" = 0 ] || verdict=LOSING
[ "$sent" -gt 0 ] || verdict=LOSING
echo "$verdict"
[ "$verdict" = FLAT ] || exit 2
