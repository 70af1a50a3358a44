#!/usr/bin/env bash
# Makes the archives of a release, each with the SHA-256 sum beside it.
set -euo pipefail

usage() {
  cat <<'HELP'
Makes collab-VERSION.tar.gz, which runs wherever the ASP.NET Core runtime of .NET 10 is, and collab-VERSION-linux-x64.tar.gz, which brings
it along and is compiled ahead of time for it, where the packs for that can be had. In each lies collab.cdx.json, its bill of materials
(CycloneDX 1.6), which the publish writes.

  deploy/publish.sh [--built CONFIGURATION] [FOLDER]

FOLDER is where the archives go. Default: artifacts, in the repository.

  --built CONFIGURATION   pack what was built before (Debug, Release) and build nothing: the first archive alone
HELP
}

root=$(cd "$(dirname "$0")/.." && pwd)
built=
out=
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --built) built=${2:?"--built needs a configuration. See --help."}; shift ;;
    -*) echo "There is no option $1. See --help." >&2; exit 2 ;;
    *) out=$1 ;;
  esac
  shift
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
project=$root/src/Collab.Server
version=$(dotnet msbuild "$project" -getProperty:Version)
mkdir -p "${out:=$root/artifacts}"
out=$(cd "$out" && pwd)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# Packs a published folder. The same files give the same bytes: names in order, no owner, one date.
pack() {
  local name=$1 folder=$stage/$1/collab-$version
  [ -s "$folder/collab.cdx.json" ] || { echo "The publish wrote no bill of materials." >&2; exit 1; }
  install -m 755 "$root/deploy/collab" "$root/deploy/drill.sh" "$folder"
  install -m 644 "$root/deploy/systemd/collab.service" "$root/CHANGELOG.md" "$root/THIRD-PARTY.md" "$folder"
  tar -C "$stage/$name" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@"${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}" \
    -cf - "collab-$version" | gzip -n >"$out/$name.tar.gz"
  (cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
  rm -rf "${stage:?}/$name"
  echo "$out/$name.tar.gz"
}

name=collab-$version
publish() { dotnet publish "$project" -o "$stage/$name/collab-$version" --nologo -v quiet "$@" >"$stage/log" 2>&1; }

publish -c "${built:-Release}" ${built:+--no-build} -p:UseAppHost=false || { cat "$stage/log" >&2; exit 1; }
pack "$name"
[ -z "$built" ] || exit 0

name=collab-$version-linux-x64
# The lock files of the repository are for no platform in particular; a publish for one adds to them.
tar -C "$root" -cf "$stage/locks.tar" $(cd "$root" && ls src/*/packages.lock.json)
trap 'tar -C "$root" -xf "$stage/locks.tar"; rm -rf "$stage"' EXIT
if publish -c Release -r linux-x64 --self-contained true -p:PublishReadyToRun=true; then
  pack "$name"
else
  cat "$stage/log" >&2
  echo "Without $name.tar.gz: the packs of the runtime and of its compiler could not be had from NuGet." >&2
fi
