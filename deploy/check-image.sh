#!/usr/bin/env bash
# Builds deploy/Dockerfile without Docker and without a registry, and runs the image as deploy/one-node.yml does.
set -euo pipefail

usage() {
  cat <<'HELP'
Builds deploy/Dockerfile with buildah and runs the image: not as root, without privileges, with nothing to write to but /data and /tmp.

  deploy/check-image.sh

The two images that it is built from are not fetched but made, under their names, of Debian's packages and the .NET of this machine. That of
the runtime holds what the published one holds: libraries and certificates, no shell, no ICU, no time zones. So it shows that the
instructions work and that nothing is missing; not what the published images hold today.

Needs root, the .NET SDK of global.json, and Debian's packages buildah, debootstrap, curl and iproute2, which it has installed. It takes some
minutes, 3 GB of disk while it runs, and the packages of NuGet, of which those in ~/.nuget/packages are used. Everything is removed in the end.
HELP
}

case "${1:-}" in
  "") ;;
  -h | --help) usage; exit 0 ;;
  *) echo "There is no option $1. See --help." >&2; exit 2 ;;
esac

fail() { echo "$1" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "Images of this kind are built by root alone."
here=$(cd "$(dirname "$0")" && pwd)
missing=()
for program in buildah debootstrap curl ip:iproute2; do
  command -v "${program%%:*}" >/dev/null || missing+=("${program##*:}")
done
[ ${#missing[@]} -eq 0 ] || "$here/packages.sh" "${missing[@]}"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet || fail "The .NET SDK is missing: install the version that global.json names.")")")

work=$(mktemp -d)
server=
store() { buildah --root "$work/store" --runroot "$work/run" --storage-driver vfs "$@"; }
clean() {
  [ -z "$server" ] || { kill -KILL "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  store umount --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

# An image of a folder; the folder is gone then.
image() {
  local container
  container=$(store from scratch)
  store copy --quiet "$container" "$2" / >/dev/null
  store config --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 --env DOTNET_NOLOGO=1 --env "PATH=/usr/bin:/bin:/usr/sbin:/sbin" \
    ${NUGET_CERT_REVOCATION_MODE:+--env "NUGET_CERT_REVOCATION_MODE=$NUGET_CERT_REVOCATION_MODE"} "$container"
  store commit --quiet --rm "$container" "$1" >/dev/null
  rm -rf "$2"
}

read -r sdk runtime <<<"$(sed -n 's/^FROM \([^ ]*\).*/\1/p' "$here/Dockerfile" | tr '\n' ' ')"
echo "Making $sdk"
debootstrap --variant=minbase --include=ca-certificates,libssl3,libstdc++6,zlib1g,tzdata "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$work/sdk" >"$work/log" 2>&1 ||
  { tail -n 20 "$work/log" >&2; exit 1; }
# What this machine trusts: packages are fetched as it fetches them.
rm -rf "$work/sdk/etc/ssl/certs"
cp -aL /etc/ssl/certs "$work/sdk/etc/ssl/certs"
mkdir -p "$work/sdk/usr/share/dotnet"
cp -a "$dotnet/." "$work/sdk/usr/share/dotnet"
ln -s ../share/dotnet/dotnet "$work/sdk/usr/bin/dotnet"

echo "Making $runtime"
mkdir -p "$work/runtime" "$work/packages"
(cd "$work/packages" && apt-get download -qq libc6 libgcc-s1 libssl3 libstdc++6 zlib1g 2>"$work/log") || { cat "$work/log" >&2; exit 1; }
for package in "$work"/packages/*.deb; do
  dpkg-deb --extract "$package" "$work/runtime"
done
rm -rf "$work/runtime"/{usr/share/doc,usr/bin,usr/sbin,sbin}
mkdir -p "$work/runtime"/{bin,usr/bin,usr/share/dotnet,etc/ssl,dev,proc,sys}
mkdir -m 1777 "$work/runtime/tmp"
cp -aL "$work/sdk/etc/ssl/certs" "$work/runtime/etc/ssl/certs"
echo "app:x:1654:1654::/:/sbin/nologin" >"$work/runtime/etc/passwd"
echo "app:x:1654:" >"$work/runtime/etc/group"
cp -a "$dotnet"/{dotnet,host,shared} "$work/runtime/usr/share/dotnet"
ln -s ../share/dotnet/dotnet "$work/runtime/usr/bin/dotnet"
image "$sdk" "$work/sdk"
image "$runtime" "$work/runtime"

echo "Building the image"
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
mkdir -p "$packages"
store bud --pull-never --isolation chroot --format docker --layers=false --volume "$packages:/root/.nuget/packages" \
  --file "$here/Dockerfile" --tag collab "$here/.." >"$work/log" 2>&1 || { tail -n 60 "$work/log" >&2; exit 1; }

said() { store inspect --type image --format "{{range .OCIv1.Config.$1}}{{.}}{{\"\\n\"}}{{end}}" collab | sed '/^$/d'; }
mapfile -t entrypoint < <(said Entrypoint)
mapfile -t environment < <(said Env)
mapfile -t health < <(store inspect --type image --format '{{range .Docker.Config.Healthcheck.Test}}{{.}}{{"\n"}}{{end}}' collab | sed '/^$/d')
user=$(store inspect --type image --format '{{.OCIv1.Config.User}}' collab)
folder=$(store inspect --type image --format '{{.OCIv1.Config.WorkingDir}}' collab)
root=$(store mount "$(store from --pull-never collab)")
[ ! -e "$root/bin/sh" ] || fail "There is a shell in the image."
mkdir "$work/data"
cp -a "$root/data/." "$work/data"
chown --reference="$root/data" "$work/data"
chmod --reference="$root/data" "$work/data"
echo "Its size: $(du -sm --exclude=proc "$root" | cut -f1) MB, of which .NET $(du -sm "$root/usr/share/dotnet" | cut -f1)"

# As Docker would: everything read-only but the volume and /tmp, a network of its own.
cat >"$work/start" <<'START'
root=$1 data=$2 user=$3 folder=$4
shift 4
ip link set lo up
mount --bind "$root" "$root"
for device in null urandom random; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$data" "$root/data"
mount -o remount,bind,ro "$root"
exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid unshare --root="$root" --wd="$folder" --setgid="$user" --setuid="$user" "$@"
START
env -i "${environment[@]}" PATH="$PATH" unshare --mount --net -- bash "$work/start" "$root" "$work/data" "$user" "$folder" "${entrypoint[@]}" >"$work/log" 2>&1 &
server=$!
inside() { nsenter --target "$server" --net -- "$@"; }
live() { inside curl --silent --max-time 5 http://127.0.0.1:5080/health/live; }
for _ in $(seq 300); do
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; fail "It ended."; }
  [ "$(live)" != live ] || break
  sleep 0.2
done
[ "$(live)" = live ] || { cat "$work/log" >&2; fail "It does not answer."; }
[ "$(inside curl --silent --max-time 5 http://127.0.0.1:5080/health/ready)" = ready ] || fail "It lives, but is not ready."
grep -q "^Uid:.$user.$user.$user.$user$" "/proc/$server/status" || fail "It does not run as $user."
grep -q "^CapEff:.0*$" "/proc/$server/status" || fail "It runs with capabilities."
grep -q " / ro[, ]" <(awk '{print $5, $6}' "/proc/$server/mountinfo" | sed 's/^/ /') || fail "Its root can be written to."
[ "${health[0]:-}" = CMD ] || fail "The image has no health check."
env -i "${environment[@]}" nsenter --target "$server" --mount --net --root --wd --setgid "$user" --setuid "$user" -- "${health[@]:1}" >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; fail "Its health check fails."; }
echo "It lives and is ready, as user $user, with a root that is read-only"
kill -TERM "$server"
wait "$server" && code=0 || code=$?
server=
[ "$code" = 0 ] || fail "It ended with $code."
echo "It stopped in good order"
