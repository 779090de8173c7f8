#!/bin/sh
# Installs wsctl from its archive, for Linux and macOS, without Java or a package manager.
#
#   install.sh [--prefix FOLDER] [ARCHIVE | URL]   ARCHIVE: the wsctl-*.tar.gz beside this script, unless given
#   install.sh [--prefix FOLDER] --uninstall
#
#   --prefix FOLDER    where bin/, lib/ and share/ are; default: /usr/local for root, else ~/.local
#   --sha256 SUM       what the archive must hash to; default: the line for it in SHA256SUMS beside it
set -eu

say() { printf 'wsctl: %s\n' "$1" >&2; }

# die WHAT_FAILED WHAT_TO_TRY
die() {
    say "$1"
    printf '       %s\n' "$2" >&2
    exit 1
}

usage() { sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//' >&2; }

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum "$1" | cut -d' ' -f1
    elif command -v shasum >/dev/null 2>&1; then
        shasum -a 256 "$1" | cut -d' ' -f1
    else
        die 'found neither sha256sum nor shasum, so cannot verify the archive.' 'Install coreutils.'
    fi
}

download() {
    if command -v curl >/dev/null 2>&1; then
        curl -fsSL --connect-timeout 10 --max-time 600 -o "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget -q --timeout=60 -O "$2" "$1"
    else
        die "found neither curl nor wget, so cannot fetch $1." 'Download it by hand and give the file instead.'
    fi || die "could not download $1." 'Check the address and the network, or download it by hand and give the file instead.'
}

# Removes the files named in a list, then the folders that got empty.
remove_listed() {
    while IFS= read -r path; do
        rm -f -- "$prefix/$path"
    done <"$1"
    sed 's|/[^/]*$||' "$1" | sort -ru | while IFS= read -r folder; do
        while [ "$folder" != . ]; do
            rmdir -- "$prefix/$folder" 2>/dev/null || break
            case $folder in */*) folder=${folder%/*} ;; *) break ;; esac
        done
    done
}

prefix=
archive=
expected=
uninstall=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || { usage; exit 64; }; prefix=$2; shift 2 ;;
        --prefix=*) prefix=${1#*=}; shift ;;
        --sha256) [ $# -gt 1 ] || { usage; exit 64; }; expected=$2; shift 2 ;;
        --sha256=*) expected=${1#*=}; shift ;;
        --uninstall) uninstall=yes; shift ;;
        -h | --help) usage; exit 0 ;;
        -*) say "unknown option $1"; usage; exit 64 ;;
        *) [ -z "$archive" ] || { say 'more than one archive'; usage; exit 64; }; archive=$1; shift ;;
    esac
done
if [ -z "$prefix" ]; then
    if [ "$(id -u)" = 0 ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
fi
case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac
list=$prefix/share/wsctl/installed-files

if [ -n "$uninstall" ]; then
    [ -f "$list" ] || die "no wsctl was installed in $prefix by this script." 'Say where with --prefix.'
    [ -w "$prefix/bin" ] || die "cannot write to $prefix." 'Run it as the user who installed wsctl.'
    remove_listed "$list"
    rm -f "$list"
    rmdir "$prefix/share/wsctl" "$prefix/share" "$prefix/lib" "$prefix/bin" 2>/dev/null || true
    say "removed from $prefix"
    exit 0
fi

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
if [ -z "$archive" ]; then
    for candidate in "$here"/wsctl-*.tar.gz; do
        [ -f "$candidate" ] || die "there is no wsctl-*.tar.gz beside $0." 'Give the archive, or a URL of it.'
        [ -z "$archive" ] || die "there are several wsctl-*.tar.gz beside $0." 'Give the one to install.'
        archive=$candidate
    done
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
case $archive in
    *://*)
        url=$archive
        archive=$work/${url##*/}
        say "downloading $url"
        download "$url" "$archive"
        [ -n "$expected" ] || download "${url%/*}/SHA256SUMS" "$work/SHA256SUMS"
        ;;
    *) [ -f "$archive" ] || die "there is no $archive." 'Give the wsctl-*.tar.gz, or a URL of it.' ;;
esac

name=${archive##*/}
if [ -z "$expected" ]; then
    folder=$(dirname -- "$archive")
    [ -f "$folder/SHA256SUMS" ] || die "there is no SHA256SUMS beside $archive, so cannot verify it." 'Get it from where the archive is, or give --sha256.'
    while read -r sum file; do
        [ "$file" != "$name" ] || expected=$sum
    done <"$folder/SHA256SUMS"
    [ -n "$expected" ] || die "SHA256SUMS says nothing of $name." 'Get the file that belongs to this archive.'
fi
actual=$(sha256 "$archive")
[ "$actual" = "$expected" ] || die "$name is damaged or not what it should be: its SHA-256 is $actual, not $expected." 'Download it again; nothing was installed.'

mkdir "$work/unpacked"
tar -xzf "$archive" -C "$work/unpacked" || die "cannot unpack $archive." 'Check the space in the folder for temporary files (TMPDIR).'
root=$(find "$work/unpacked" -mindepth 1 -maxdepth 1 -type d)
"$root/bin/wsctl" --version >/dev/null 2>&1 || die "the wsctl in $name does not run on this machine ($(uname -sm))." 'Get the archive for it; it may also need a newer C library.'

if ! mkdir -p "$prefix/bin" "$prefix/lib" "$prefix/share/wsctl" 2>/dev/null || [ ! -w "$prefix/bin" ] || [ ! -w "$prefix/lib" ]; then
    die "cannot write to $prefix." 'Install as a user who can, or elsewhere with --prefix.'
fi
[ ! -f "$list" ] || remove_listed "$list" # of another version
mkdir -p "$prefix/share/wsctl"
(cd "$root" && find . -type f | sed 's|^\./||' | sort) >"$work/files"
# tar keeps the dates: the runtime's class-data archive fits only a runtime of its own date.
(cd "$root" && tar -cf - .) | tar -xf - -C "$prefix" --no-same-owner || die "could not copy everything to $prefix." 'Check the space there, then run it again.'
cp "$work/files" "$list"
say "installed $("$prefix/bin/wsctl" --version | head -n 1) in $prefix"
case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) say "$prefix/bin is not on the PATH: add it, or start $prefix/bin/wsctl" ;;
esac
