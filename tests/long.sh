#!/usr/bin/env bash
# Runs what the tests run in short for as long as it is given, and adds what came of it to docs/reliability.md.
#   tests/long.sh 30m simulation     for 30 minutes (s, m, h), from where the last run ended
# Ctrl+C ends it after the part that runs. Needs the .NET SDK alone. Stops at the first part that fails, and shows it.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GCgen0size=4000000

usage() { sed -n '2,5p' "$0" >&2; exit 2; }
[ $# = 2 ] && [ "$2" = simulation ] || usage
case "$1" in
  *[!0-9smh]*|"") usage ;;
  *h) seconds=$((${1%h} * 3600)) ;;
  *m) seconds=$((${1%m} * 60)) ;;
  *) seconds=${1%s} ;;
esac

project=tests/Collab.Simulation.Tests
state="$project/obj/long.next"
part=1000
# With the compiler's optimizations: three times as fast. What is planted in debug builds is planted by its own tests alone.
dotnet build "$project" --nologo -v quiet -p:Optimize=true || exit 1

stop=
trap 'stop=1' INT TERM
first=$(cat "$state" 2>/dev/null || echo 1000001) next=$first operations=0 faults=0 failed=0 began=$SECONDS
while [ -z "$stop" ] && [ $((SECONDS - began)) -lt "$seconds" ]; do
  # In a session of its own, so that Ctrl+C does not cut the part short.
  out=$(COLLAB_SEED=$next COLLAB_SEEDS=$part setsid dotnet test "$project" --no-build --nologo --filter Every_seed --logger "console;verbosity=detailed" 2>&1) || failed=1
  line=$(grep -m1 -oE 'seeds [0-9]+–.*' <<<"$out") || { echo "$out"; exit 1; }
  operations=$((operations + $(grep -oE '[0-9]+ operations' <<<"$line" | cut -d' ' -f1)))
  faults=$((faults + $(grep -oE '[0-9]+ faults' <<<"$line" | cut -d' ' -f1)))
  next=$((next + part))
  echo "$next" >"$state"
  echo "$line"
  [ $failed = 0 ] || { echo "$out"; break; }
done

[ "$next" = "$first" ] || echo "| $(date -u +%F) | simulation | $first–$((next - 1)) | $operations | $faults | $([ $failed = 0 ] && echo 0 || echo 'see above') | $(((SECONDS - began) / 60)) |" >>docs/reliability.md
exit $failed
