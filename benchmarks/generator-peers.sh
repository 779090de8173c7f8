#!/usr/bin/env bash
# What load generators cost for the same job: CPU a received message and memory, wsctl beside Artillery, tsung and Gatling.
#
#   benchmarks/generator-peers.sh [--peers DIR] [--install] [--runs N] [--seconds S] [--warmup S] [GENERATOR ...]
#
# The job: 1,000 connections in 20 rooms of 50 to peers/limit.c, every member sends 150 characters each 2.5 s: 400 messages/s,
# 20,000 deliveries/s. GENERATOR is any of
#   wsctl             as its launcher starts it, every message accounted for
#   artillery         with a listener that counts messages
#   artillery-blind   the same without: messages are read and nobody looks at them
#   tsung             counts bytes
#   gatling           decodes messages and drops them
# Default: all. One that is not installed is skipped aloud. tsung is Debian's; the others are looked for in DIR (default
# ~/.cache/wsctl-benchmark-peers), where --install puts them with npm and Maven: 650 MB. Needs cc.
#
# Prints a line a run: deliveries a second (counted by the server), CPU µs of the generator's whole process tree (user and
# system, just-in-time compiler included) a delivery, and its memory (PSS), over S seconds (default 10) that begin once all
# have connected and 20 s of warm-up are over. Then medians, and wsctl's ratio to the best of the others (goal: CPU ≤ 0.65).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
peers=$HOME/.cache/wsctl-benchmark-peers install='' runs=3 seconds=10 warmup=20 generators=()
connections=1000 rooms=20 every_ms=2500 size=150
artillery_version=2.0.21 gatling_version=3.13.5
while [ $# -gt 0 ]; do
  case $1 in
    --peers) peers=$2; shift 2 ;;
    --install) install=yes; shift ;;
    --runs) runs=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --warmup) warmup=$2; shift 2 ;;
    -*) sed -n '2,20p' "$0" >&2; exit 64 ;;
    *) generators+=("$1"); shift ;;
  esac
done
[ ${#generators[@]} -gt 0 ] || generators=(wsctl artillery artillery-blind tsung gatling)
. "$here/lib.sh"
prepare limit
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
generator='' epmd_port=''

stop_generator() {
  local pid tree
  [ -n "$generator" ] || return 0
  tree=$(tree "$generator")
  for pid in $tree; do kill -KILL "$pid" 2>/dev/null || true; done
  wait "$generator" 2>/dev/null || true
  if [ -n "$epmd_port" ]; then
    for _ in $(seq 50); do # it refuses until it has noticed that its node is gone
      ERL_EPMD_PORT=$epmd_port epmd -kill 2>&1 | grep -q '^Killed' && break
      sleep 0.1
    done
  fi
  generator='' epmd_port=''
}
trap 'stop_generator; stop_all; rm -rf "$work"' EXIT

# tree PID: the process and all below it.
tree() {
  local child
  echo "$1"
  cat "/proc/$1"/task/*/children 2>/dev/null | tr ' ' '\n' | while read -r child; do [ -z "$child" ] || tree "$child"; done
}

install_peers() {
  mkdir -p "$peers/artillery" "$peers/gatling"
  npm install --prefix "$peers/artillery" --no-audit --no-fund --ignore-scripts --loglevel=error "artillery@$artillery_version" >&2
  cat >"$peers/gatling/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>peers</groupId><artifactId>gatling</artifactId><version>1</version>
  <dependencies><dependency><groupId>io.gatling.highcharts</groupId><artifactId>gatling-charts-highcharts</artifactId><version>$gatling_version</version></dependency></dependencies>
</project>
EOF
  mvn -B -q -f "$peers/gatling/pom.xml" dependency:copy-dependencies -DoutputDirectory="$peers/gatling/lib" >&2
}

is_installed() {
  case $1 in
    wsctl) true ;;
    artillery*) [ -x "$peers/artillery/node_modules/.bin/artillery" ] ;;
    tsung) command -v tsung >/dev/null ;;
    gatling) compgen -G "$peers/gatling/lib/gatling-app-*.jar" >/dev/null ;;
    *) echo "no such generator: $1" >&2; exit 64 ;;
  esac
}

# fill FILE RECEIVE: a peer's file with the job filled in.
fill() {
  sed "s|@PORT@|$port|; s|@CONNECTIONS@|$connections|; s|@ARRIVALS@|$((connections / 10))|; s|@ROOMS@|$rooms|
    s|@EVERY@|$(awk "BEGIN {print $every_ms / 1000}")|; s|@TEXT@|$text|; s|@RECEIVE@|${2:-}|" "$here/peers/generators/$1"
}

# start_generator NAME: against the server on $port, until it is stopped; sets generator.
start_generator() {
  case $1 in
    wsctl)
      "$root/wsctl" loadtest "ws://127.0.0.1:$port/ws" --connections "$connections" --rooms "$rooms" --size "$size" \
        --rate $((connections * 1000 / every_ms)) --warmup 1s --duration 30m -o json >"$work/generator.log" 2>&1 & ;;
    artillery*)
      mkdir -p "$work/artillery"
      fill artillery.js >"$work/artillery/artillery.js"
      fill artillery.yaml "$([ "$1" = artillery ] && echo count || echo ignore)" >"$work/artillery/artillery.yaml"
      HOME=$work ARTILLERY_DISABLE_TELEMETRY=true NODE_PATH=$peers/artillery/node_modules \
        "$peers/artillery/node_modules/.bin/artillery" run --quiet "$work/artillery/artillery.yaml" >"$work/generator.log" 2>&1 & ;;
    tsung)
      fill tsung.xml >"$work/tsung.xml"
      epmd_port=$(free_port) # a name server of its own, which can be ended afterwards
      HOME=$work ERL_EPMD_PORT=$epmd_port tsung -n -f "$work/tsung.xml" -l "$work/tsung" start >"$work/generator.log" 2>&1 & ;;
    gatling)
      mkdir -p "$work/gatling"
      "${java}c" -cp "$peers/gatling/lib/*" -d "$work/gatling" "$here/peers/generators/ChatSimulation.java"
      # The options of its own Maven plugin.
      "$java" -server -Xmx1G -XX:+UseG1GC -XX:+ParallelRefProcEnabled -XX:MaxInlineLevel=20 -XX:MaxTrivialSize=12 \
        --add-opens=java.base/java.lang=ALL-UNNAMED -Dconnections="$connections" -Drooms="$rooms" -Devery="$every_ms" \
        -Dsize="$size" -Dport="$port" -cp "$work/gatling:$peers/gatling/lib/*" io.gatling.app.Gatling -s ChatSimulation \
        -rf "$work/gatling/results" -nr >"$work/generator.log" 2>&1 & ;;
  esac
  generator=$!
}

# count N: the Nth number that the server keeps: 1 delivered, 2 joined.
count() { od -An -v -w8 -t d8 "$work/count" | sed -n "$1p" | tr -d ' '; }

await_members() {
  for _ in $(seq 900); do
    [ "$(count 2)" -ge "$connections" ] && return
    kill -0 "$generator" 2>/dev/null || break
    sleep 0.1
  done
  echo "only $(count 2) of $connections connections opened:" >&2
  tail -n 5 "$work/generator.log" >&2
  exit 1
}

cpu_us() {
  local pid
  for pid in $(tree "$generator"); do cat "/proc/$pid/stat" 2>/dev/null || true; done \
    | sed 's/.*) //' | awk -v hz="$(getconf CLK_TCK)" '{t += $12 + $13} END {printf "%.0f\n", t * 1000000 / hz}'
}

generator_pss_mb() {
  local pid
  for pid in $(tree "$generator"); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ {t += $2} END {print t / 1024}'
}

# measured NAME: deliveries/s, CPU µs a delivery, MB.
measured() {
  local cpu delivered began
  port=$(free_port)
  COUNT="$work/count" "$work/limit" "$port" "$(free_port)" & pids+=($!)
  await_port "$port"
  start_generator "$1"
  await_members
  sleep "$warmup"
  cpu=$(cpu_us) delivered=$(count 1) began=$(date +%s%N)
  sleep "$seconds"
  awk -v cpu="$(($(cpu_us) - cpu))" -v n="$(($(count 1) - delivered))" -v ns="$(($(date +%s%N) - began))" -v mb="$(generator_pss_mb)" \
    'BEGIN {print n * 1e9 / ns, n ? cpu / n : 0, mb}'
  stop_generator
  stop_all
}

[ -z "$install" ] || install_peers
present=()
for name in "${generators[@]}"; do
  if is_installed "$name"; then present+=("$name"); else echo "skipped: $name is not installed" >&2; fi
done
text=$(printf "%${size}s" '' | tr ' ' x)

printf '%-16s %4s %12s %9s %9s\n' generator run deliveries/s cpu_us/d pss_mb
for run in $(seq "$runs"); do
  for name in "${present[@]}"; do
    measured "$name" >"$work/measured"
    read -r rate cpu memory <"$work/measured"
    printf '%-16s %4s %12.0f %9.2f %9.0f\n' "$name" "$run" "$rate" "$cpu" "$memory" | tee -a "$work/all"
  done
done

# median NAME COLUMN
median() { awk -v n="$1" -v c="$2" '$1 == n {print $c}' "$work/all" | sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

echo "median of $runs:"
for name in "${present[@]}"; do
  printf '%-16s %4s %12.0f %9.2f %9.0f\n' "$name" '' "$(median "$name" 3)" "$(median "$name" 4)" "$(median "$name" 5)" | tee -a "$work/medians"
done
awk '$1 == "wsctl" {own = $3; mb = $4; next}
     !best || $3 < best {best = $3; by = $1}
     !least || $4 < least {least = $4; lean = $1}
     END {if (own && best) printf "wsctl: CPU %.2f x %s, memory %.2f x %s\n", own / best, by, mb / least, lean}' "$work/medians"
