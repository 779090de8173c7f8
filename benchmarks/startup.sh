#!/usr/bin/env bash
# Start-up: wall time of a wsctl command against an empty Java main, each in a new process, run in turn.
#
#   benchmarks/startup.sh [--pairs N]
#
# Prints medians in ms and, for each command, the median of the ratios of neighbouring runs: the machine's own speed
# drifts, a pair's ratio hardly does. `health` asks a local Redis 7.0.15. Empty main: `java -cp DIR Empty`, no flags.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
pairs=21
[ "${1:-}" = --pairs ] && pairs=$2

. "$here/lib.sh"
prepare
start_redis
redis=redis://127.0.0.1:$redis_port/0
mkdir "$work/empty"
echo 'public class Empty { public static void main(String[] a) {} }' >"$work/empty/Empty.java"
javac -d "$work/empty" "$work/empty/Empty.java"

# ms COMMAND…: its wall time
ms() {
  local from=$EPOCHREALTIME to
  "$@" >/dev/null 2>&1 || [ $? -eq 1 ] || { echo "failed: $*" >&2; exit 1; } # 1: WARNING, the machine is busy
  to=$EPOCHREALTIME
  awk -v a="$from" -v b="$to" 'BEGIN {printf "%.1f\n", (b - a) * 1000}'
}
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

case_of() {
  case $1 in
    empty) java -cp "$work/empty" Empty ;;
    version) "$root/wsctl" --version ;;
    help) "$root/wsctl" --help ;;
    health) "$root/wsctl" health --redis "$redis" ;;
    health-json) "$root/wsctl" health --redis "$redis" -o json ;;
    plain) java -jar "$root/cli/target/wsctl.jar" health --redis "$redis" ;;
  esac
}

printf '%-46s %8s %8s\n' command ms ratio
for case in version help health health-json plain; do
  : >"$work/empty.ms" && : >"$work/case.ms" && : >"$work/ratios"
  ms case_of "$case" >/dev/null # the archive, and the page cache
  for _ in $(seq "$pairs"); do
    e=$(ms case_of empty)
    c=$(ms case_of "$case")
    echo "$e" >>"$work/empty.ms"
    echo "$c" >>"$work/case.ms"
    awk -v e="$e" -v c="$c" 'BEGIN {print c / e}' >>"$work/ratios"
  done
  case $case in
    version) label='wsctl --version'; printf '%-46s %8.0f %8s\n' 'empty Java main' "$(median <"$work/empty.ms")" 1 ;;
    help) label='wsctl --help' ;;
    health) label='wsctl health' ;;
    health-json) label='wsctl health -o json' ;;
    plain) label='java -jar wsctl.jar health (without the launcher)' ;;
  esac
  printf '%-46s %8.0f %8.2f\n' "$label" "$(median <"$work/case.ms")" "$(median <"$work/ratios")"
done
