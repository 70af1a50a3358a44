#!/usr/bin/env bash
# Gives a discussion in which everything happened to programs that others wrote, in every format: LibreOffice, pandoc, jing, xmllint, the Nu checker,
# a JSON-LD processor, Python; and its archive to check.py and to a time stamping authority made for the occasion.
#   tests/readers.sh             in a folder that is thrown away
#   tests/readers.sh FOLDER      in one that stays, to look at
# Needs Debian's libreoffice-writer-nogui, pandoc, jing, libxml2-utils, python3-pyld, openssl and curl, and npm; as root it installs what is missing. What is missing otherwise is said, and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD/tests/readers

packages=()
for need in soffice:libreoffice-writer-nogui pandoc:pandoc jing:jing xmllint:libxml2-utils openssl:openssl curl:curl java:default-jre-headless npm:npm; do
  command -v "${need%%:*}" >/dev/null || packages+=("${need#*:}")
done
# Debian's own Python has Debian's packages.
/usr/bin/python3 -c 'import pyld' 2>/dev/null || packages+=(python3-pyld)
if [ ${#packages[@]} -gt 0 ] && ! deploy/packages.sh "${packages[@]}"; then
  echo "Install what is missing (Debian: sudo apt-get install ${packages[*]}), then run this again." >&2
  exit 1
fi

out=${1:-$(mktemp -d)}
mkdir -p "$out"
out=$(cd "$out" && pwd)
server=
finish() {
  [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
  [ -n "${1:-}" ] || rm -rf "$out"
}
trap "finish '${1:-}'" EXIT

dotnet build src/Collab.Server -v quiet --nologo
program=src/Collab.Server/bin/Debug/net10.0/Collab.Server.dll
collab() { dotnet "$program" "$@"; }
export Collab__AllowRoot=true
rm -rf "$out/data"
dotnet "$program" --data "$out/data" --urls http://127.0.0.1:5993 --no-limits >"$out/server.log" 2>&1 &
server=$!
curl -fsS --retry 60 --retry-delay 1 --retry-all-errors -o "$out/ready" http://127.0.0.1:5993/health/ready 2>/dev/null

document=$(collab import seeds/resolution-1917-11-02.txt --data "$out/data" | tail -n 1)
token() { collab token --name "$1" --role "$2" --data "$out/data" | tail -n 1; }
python3 "$here/discuss.py" http://127.0.0.1:5993 "$document" "$(token 'Olga Owner' owner)" "$(token 'Ida Lund' annotator)" "$(token 'Zoë “Q” Müller <b>' annotator)"
for format in markdown html text jsonld json csv docx tei akn hypothesis; do
  collab export "$document" --data "$out/data" --format $format --out "$out/$format"
done
collab export "$document" --data "$out/data" --format archive --out "$out/archive.zip"
collab verify "$out/archive.zip"

[ -e "$out/node_modules/vnu-jar" ] || npm install --prefix "$out" --silent --no-fund --no-audit vnu-jar
/usr/bin/python3 "$here/read.py" "$here" "$out"
