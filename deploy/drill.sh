#!/usr/bin/env bash
# Shows that a backup can be restored: makes one, restores it elsewhere, reads all of that, starts it, and compares what the two servers have and export.
set -euo pipefail
umask 077

usage() {
  cat <<'HELP'
Makes a backup, verifies it, restores it into a temporary folder, verifies that too and counts what is there (logs of every kind and their
events, people, seats, tokens, passkeys), starts a server there, and compares the export of every document with the running server's. The running server is not disturbed, and no webhook, mail or metric comes from the other. Exits with 1 when anything is not as it should be.

  deploy/drill.sh [FILE]

FILE is where the backup is kept; without it, it is thrown away in the end.

Environment:
  COLLAB_PROGRAM   the folder in which Collab lies. Default: where this script is, as in a release
  Collab__Data, Collab__Storage, Collab__Connection   of the running server, as its commands take them
  TMPDIR           where there is space for the restored data
HELP
}

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  -*) echo "There is no option $1. See --help." >&2; exit 2 ;;
esac

program=${COLLAB_PROGRAM:-$(dirname "$(readlink -f "$0")")}
[ -f "$program/Collab.Server.dll" ] || { echo "There is no Collab in $program. Name its folder in COLLAB_PROGRAM." >&2; exit 2; }
# A release brings its runtime along, or uses the machine's.
run=(dotnet "$program/Collab.Server.dll")
[ ! -x "$program/collab" ] || run=("$program/collab")
# What was restored stands by itself: nothing of the running server's settings is for it, in whatever case they are written, and nobody
# hears of it. To webhooks, to people with mail and to a collector of metrics it would be the running server.
alone=(env)
while read -r name; do
  case "${name^^}" in
    COLLAB__ALLOWROOT) ;;
    COLLAB__* | KESTREL__* | OTEL_* | URLS | ASPNETCORE_URLS) alone+=(-u "$name") ;;
  esac
done < <(compgen -e)
alone+=(Collab__Outbound=false "${run[@]}")
collab() { "${run[@]}" "$@"; }

work=$(mktemp -d)
backup=${1:-$work/drill.backup}
restored=$work/restored
server=
cleanup() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

apart() { "${alone[@]}" "$@" --data "$restored"; }

# Of the running server before and after: what came meanwhile may be missing, what was there may not.
counts_of() { "$@" info --counts 2>"$work/progress" || { cat "$work/progress" >&2; exit 1; }; }

began=$SECONDS
counts_of collab >"$work/before"
collab backup "$backup" 2>"$work/progress" || { cat "$work/progress" >&2; exit 1; }
counts_of collab >"$work/after"
apart verify "$backup" 2>"$work/progress" || { cat "$work/progress" >&2; exit 1; }
apart restore "$backup" 2>"$work/progress" >/dev/null || { cat "$work/progress" >&2; exit 1; }
apart verify 2>"$work/progress" || { cat "$work/progress" >&2; echo "What was restored is not what the backup has." >&2; exit 1; }
counts_of apart >"$work/restored.counts"
lost=$(awk '
  FILENAME == ARGV[3] { there[$1] = $2; next }
  !($1 in least) || $2 + 0 < least[$1] { least[$1] = $2 + 0 }
  END { for (name in least) if (there[name] + 0 < least[name]) printf "%s: %d were restored, the running server has %d.\n", name, there[name], least[name] }
' "$work/before" "$work/after" "$work/restored.counts")
[ -s "$work/before" ] && [ -z "$lost" ] || { echo "What was restored is less than the running server has:" >&2; echo "$lost" >&2; exit 1; }

"${alone[@]}" serve --data "$restored" --urls http://127.0.0.1:0 --logs json >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 600); do
  grep -q "is running on" "$work/server.log" && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
grep -q "is running on" "$work/server.log" || { cat "$work/server.log" >&2; echo "The restored server does not start." >&2; exit 1; }

# The address and the epoch differ between any two servers; everything else is the record.
export_of() { "$@" 2>/dev/null | grep -vE '^ *"(address|epoch)": '; }
apart info --documents >"$work/documents"
documents=0 different=0
while read -r _ document events _; do
  documents=$((documents + 1))
  export_of collab export "$document" --format json --at "$events" >"$work/running.json"
  export_of apart export "$document" --format json --at "$events" >"$work/restored.json"
  if ! [ -s "$work/restored.json" ] || ! cmp -s "$work/running.json" "$work/restored.json"; then
    different=$((different + 1))
    echo "Document $document is not the same after $events events:" >&2
    diff "$work/running.json" "$work/restored.json" | head -n 10 >&2 || true
  fi
done < <(grep '^document ' "$work/documents")

kill "$server"
wait "$server" || { echo "The restored server did not stop in good order." >&2; exit 1; }
server=

if [ "$different" -gt 0 ]; then
  echo "$different of $documents documents differ. What somebody hid or erased while this ran looks so too: run it once more." >&2
  exit 1
fi
echo "Restored and compared: $documents documents, all the same, in $((SECONDS - began)) s."
