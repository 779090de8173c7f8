# Shared by the benchmarks: a real Redis, pairs of servers, their CPU and memory. Sourced, not run.
work=$(mktemp -d)
pids=()
redis_pid=
targets=()
# Of servers that were set aside and still run: their processes, and where they listen.
declare -A pids_of targets_of
aside_redis=()

stop_all() {
  local all="${pids[*]} ${pids_of[*]} $redis_pid ${aside_redis[*]}" pid
  for pid in $all; do kill "$pid" 2>/dev/null || true; done
  for pid in $all; do wait "$pid" 2>/dev/null || true; done
  pids=() redis_pid= targets=() pids_of=() targets_of=() aside_redis=()
}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Builds what the named servers need.
prepare() {
  "$root/wsctl" --version >/dev/null
  local platform=linux-amd64
  [ "$(uname -m)" = aarch64 ] && platform=linux-arm64
  unzip -qo "$root"/cli/target/lib/embedded-redis-*.jar "redis-server-*-$platform" -d "$work"
  chmod +x "$work"/redis-server-*
  local server
  for server in "$@"; do
    case $server in
      limit*) cc -O2 -D_GNU_SOURCE -o "$work/limit" "$here/peers/limit.c" ;;
      bun) "${BUN:-bun}" --version >/dev/null ;;
      nchan) [ -e /usr/lib/nginx/modules/ngx_nchan_module.so ] || { echo "nchan is not installed" >&2; exit 1; } ;;
    esac
  done
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

await_port() {
  local i
  for i in $(seq 1200); do
    (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.05
  done
  echo "nothing listens on port $1" >&2
  exit 1
}

start_redis() {
  redis_port=$(free_port)
  "$work"/redis-server-* --port "$redis_port" --save '' --dir "$work" >/dev/null &
  redis_pid=$!
  await_port "$redis_port"
}

# start_instance SERVER NAME PORT: one instance of wsctl, bun or nchan on the Redis of start_redis; wsctl1 is wsctl with
# one event loop: one a core where two instances share two cores; serve is wsctl as `wsctl serve` starts it, with the launcher's
# options and class-data archive.
start_instance() {
  case $1 in
    wsctl1) EVENT_LOOPS=1 start_instance wsctl "$2" "$3"; return ;;
    wsctl)
      # shellcheck disable=SC2086
      java ${SERVER_JAVA_OPTS:--Xmx1g} -cp "$root/cli/target/wsctl.jar" dev.wsctl.server.ServerMain --port "$3" \
        --instance-id "$2" --redis "redis://127.0.0.1:$redis_port/0" >"$work/$2.log" 2>&1 & ;;
    serve)
      WSCTL_JAVA_OPTS=${SERVER_JAVA_OPTS:--Xmx1g} "$root/wsctl" serve --port "$3" --instance-id "$2" \
        --redis "redis://127.0.0.1:$redis_port/0" >"$work/$2.log" 2>&1 & ;;
    bun) "${BUN:-bun}" "$here/peers/bun-chat.js" "$3" "$2" "redis://127.0.0.1:$redis_port" >"$work/$2.log" 2>&1 & ;;
    nchan)
      mkdir -p "$work/$2"
      sed "s|@PORT@|$3|; s|@REDIS@|redis://127.0.0.1:$redis_port|; s|@DIR@|$work/$2|" "$here/peers/nchan.conf" >"$work/$2/nginx.conf"
      nginx -p "$work/$2" -c "$work/$2/nginx.conf" >"$work/$2.log" 2>&1 & ;;
  esac
  pids+=($!)
  await_port "$3"
}

# start_pair SERVER: two instances that share every message; sets targets.
start_pair() {
  local a b pa pb
  a=$(free_port) b=$(free_port)
  targets=("ws://127.0.0.1:$a/ws" "ws://127.0.0.1:$b/ws")
  if [ "$1" = limit8 ]; then
    BATCH=8 start_pair limit
    return
  fi
  if [ "$1" = limit ]; then
    pa=$(free_port) pb=$(free_port)
    "$work/limit" "$a" "$pa" "$pb" & pids+=($!)
    "$work/limit" "$b" "$pb" "$pa" & pids+=($!)
    await_port "$a"
    await_port "$b"
    return
  fi
  start_redis
  [ "$1" = nchan ] && targets=("ws://127.0.0.1:$a" "ws://127.0.0.1:$b")
  start_instance "$1" a "$a"
  start_instance "$1" b "$b"
}

# start_three SERVER: three instances that share every message; sets targets.
start_three() {
  local name port ports peers
  if [ "$1" = limit ]; then
    ports=("$(free_port)" "$(free_port)" "$(free_port)") peers=("$(free_port)" "$(free_port)" "$(free_port)")
    for name in 0 1 2; do
      "$work/limit" "${ports[name]}" "${peers[name]}" "${peers[(name + 1) % 3]}" "${peers[(name + 2) % 3]}" &
      pids+=($!)
      targets+=("ws://127.0.0.1:${ports[name]}/ws")
    done
    for port in "${ports[@]}"; do await_port "$port"; done
    return
  fi
  start_redis
  for name in a b c; do
    port=$(free_port)
    start_instance "$1" "$name" "$port"
    targets+=("ws://127.0.0.1:$port/ws")
  done
}

# set_aside SERVER: what was started goes on running; the next can be started.
set_aside() {
  pids_of[$1]="${pids[*]}" targets_of[$1]="${targets[*]}"
  [ -z "$redis_pid" ] || aside_redis+=("$redis_pid")
  pids=() redis_pid= targets=()
}

# take_up SERVER: pids and targets are those of a server that was set aside.
take_up() {
  read -ra pids <<<"${pids_of[$1]}"
  read -ra targets <<<"${targets_of[$1]}"
}

# All processes of the instances, workers of nginx included.
server_pids() {
  local pid
  for pid in "${pids[@]}"; do echo "$pid"; cat "/proc/$pid/task/$pid/children" 2>/dev/null | tr ' ' '\n' | grep . || true; done
}

# The CPU seconds, user and system, that the servers have used so far.
server_cpu() {
  local pid
  for pid in $(server_pids); do cat "/proc/$pid/stat" 2>/dev/null || true; done | awk -v hz="$(getconf CLK_TCK)" '{t += $14 + $15} END {print t / hz}'
}

# measured SERVER SECONDS OPTION ...: puts the targets under load, and prints the CPU seconds a second that the servers used in
# SECONDS of its measuring; the load's report is in $work/report.json.
measured() {
  local load dialect=chat from to began ended
  [ "$1" = nchan ] && dialect=nchan
  rm -f "$work/loadtest.err" # the last one's says "measuring", too
  "$root/wsctl" loadtest "${targets[@]}" "${@:3}" --duration "$(($2 + 1))s" --size 150 --dialects "$here/peers/dialects.yaml" \
    --dialect "$dialect" -o json >"$work/report.json" 2>"$work/loadtest.err" &
  load=$!
  until grep -qs measuring "$work/loadtest.err"; do
    kill -0 "$load" 2>/dev/null || { cat "$work/loadtest.err" >&2; exit 1; }
    sleep 0.1
  done
  from=$(server_cpu) began=$(date +%s%N)
  sleep "$2"
  to=$(server_cpu) ended=$(date +%s%N)
  wait "$load" || true
  awk "BEGIN {print ($to - $from) * 1e9 / ($ended - $began)}"
}

pss_mb() {
  for pid in $(server_pids); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ {t += $2} END {print t / 1024}'
}
