#!/usr/bin/env bash
# Size and start-up time of each package, beside the launcher of the source tree and an empty Java main.
#
#   benchmarks/packages.sh [RUNS]      default: 21, in turn; prints medians of the wall time
#
# Needs `mvn -Pdist -DskipTests package` first; dpkg-deb for the .deb, a container engine for the image (left out otherwise).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
runs=${1:-21}
packages=$root/dist/target/packages
[ -d "$packages" ] || { echo "no packages in $packages: run mvn -Pdist -DskipTests package" >&2; exit 1; }
. "$here/lib.sh"
prepare wsctl
start_redis
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mkdir "$work/archive" "$work/deb"
tar -xzf "$packages"/wsctl-*.tar.gz -C "$work/archive" --strip-components=1
names=(empty tree archive)
commands=(
  "$java -cp $work Empty"
  "$root/wsctl"
  "$work/archive/bin/wsctl"
)
printf 'class Empty { public static void main(String[] a) {} }' >"$work/Empty.java"
"${java}c" -d "$work" "$work/Empty.java"
if command -v dpkg-deb >/dev/null; then
  dpkg-deb -x "$packages"/wsctl_*.deb "$work/deb"
  names+=(deb)
  commands+=("$work/deb/usr/bin/wsctl")
fi
if docker version >/dev/null 2>&1; then
  docker load -q -i "$packages/wsctl-image.tar" >/dev/null
  names+=(image)
  commands+=("docker run --rm --network host wsctl:latest")
fi

# time_us COMMAND...: wall time
time_us() {
  local from to
  from=$(date +%s%N)
  "$@" >/dev/null 2>&1 || true
  to=$(date +%s%N)
  echo $(((to - from) / 1000))
}

for run in $(seq "$runs"); do
  for i in "${!names[@]}"; do
    # shellcheck disable=SC2086
    if [ "${names[$i]}" = empty ]; then
      time_us ${commands[$i]} >>"$work/empty.version"
    else
      time_us ${commands[$i]} --version >>"$work/${names[$i]}.version"
      time_us ${commands[$i]} health --redis "redis://127.0.0.1:$redis_port/0" >>"$work/${names[$i]}.health"
    fi
  done
done

median() { [ ! -f "$1" ] || sort -n "$1" | awk '{v[NR] = $1} END {printf "%.0f", v[int((NR + 1) / 2)] / 1000}'; }

echo "load: $(cut -d' ' -f1-3 /proc/loadavg); medians of $runs runs"
printf '%-8s %12s %14s %13s %10s\n' package packed_MB unpacked_MB version_ms health_ms
for name in "${names[@]}"; do
  packed=- unpacked=-
  case $name in
    archive) packed=$(stat -c %s "$packages"/wsctl-*.tar.gz) unpacked=$(du -sb "$work/archive" | cut -f1) ;;
    deb) packed=$(stat -c %s "$packages"/wsctl_*.deb) unpacked=$(du -sb "$work/deb" | cut -f1) ;;
    image) packed=$(stat -c %s "$packages/wsctl-image.tar") unpacked=$(docker image inspect -f '{{.Size}}' wsctl:latest) ;;
  esac
  printf '%-8s %12s %14s %13s %10s\n' "$name" \
    "$(awk -v n="$packed" 'BEGIN {print (n == "-") ? n : int(n / 1e6 + 0.5)}')" \
    "$(awk -v n="$unpacked" 'BEGIN {print (n == "-") ? n : int(n / 1e6 + 0.5)}')" \
    "$(median "$work/$name.version")" "$(median "$work/$name.health")"
done
