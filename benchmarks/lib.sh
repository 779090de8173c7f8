# Shared by the benchmarks: a real Redis, pairs of servers, their CPU and memory. Sourced, not run.
work=$(mktemp -d)
pids=()
redis_pid=
targets=()

stop_all() {
  for pid in "${pids[@]}" $redis_pid; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}" $redis_pid; do wait "$pid" 2>/dev/null || true; done
  pids=() redis_pid= targets=()
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
      limit) cc -O2 -D_GNU_SOURCE -o "$work/limit" "$here/peers/limit.c" ;;
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

# start_three: three instances of wsctl on a Redis of their own; sets targets.
start_three() {
  local name port
  start_redis
  for name in a b c; do
    port=$(free_port)
    start_instance wsctl "$name" "$port"
    targets+=("ws://127.0.0.1:$port/ws")
  done
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

# Prints the CPU seconds that the servers used in each second, until killed.
sample_cpu() {
  local last= now
  while :; do
    now=$(server_cpu)
    [ -n "$last" ] && awk -v a="$last" -v b="$now" 'BEGIN {print b - a}'
    last=$now
    sleep 1
  done
}

# steady_cpu FILE: the median CPU a second while the run was steady; its first and last seconds are left out.
steady_cpu() {
  head -n -2 "$1" | tail -n 6 | sort -g | awk '{v[NR] = $1} END {print NR ? v[int((NR + 1) / 2)] : 0}'
}

pss_mb() {
  for pid in $(server_pids); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ {t += $2} END {print t / 1024}'
}
