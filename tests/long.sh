#!/usr/bin/env bash
# Runs what the tests run in short for as long as it is given, and adds what came of it to docs/reliability.md.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# part | asked in all | what is counted | tests | filter | variable | so many a run | minutes that a run must have
parts='simulation|1000000|seeds|Simulation|Every_seed|COLLAB_SEEDS|20000|
kills|2000|kill -9 of one server under load|Cluster|KillTests|COLLAB_KILLS|100|
powercuts|200|power cuts|Cluster|DiskTests.Nothing|COLLAB_CUTS|50|
links|20000|links cut at a random byte|Cluster|LinkTests|COLLAB_LINKS|2000|
nodes-killed|300|kills of one of three nodes|Cluster|NodeTests.A_killed|COLLAB_FAULTS|30|
freezes|150|freezes of one of three nodes|Cluster|FreezeTests|COLLAB_FREEZES|15|
partitions|150|partitions of three nodes|Cluster|PartitionTests|COLLAB_PARTITIONS|8|
conflicts|1000000|writes of two clusters that met a conflict in one document|Cluster|ConflictingClustersTests.What_both|COLLAB_CONFLICTS|50000|
flips|10000|bits flipped and files cut short|Storage|Flip|COLLAB_FLIPS|1000|
database|200|faults of PostgreSQL|Cluster|DatabaseTests|COLLAB_DATABASE_FAULTS|50|
fuzz|1000000|inputs of strangers, good ones that were spoiled|Fuzz|Every_input|COLLAB_FUZZ|50000|
properties|1000000|examples of the properties of the domain|Domain|Tests|COLLAB_EXAMPLES|1000|
formats|100000|examples of the properties of the formats|Formats|Tests|COLLAB_EXAMPLES|1000|
revocations|10000|rights withdrawn while they are used|Cluster|RevocationTests|COLLAB_REVOCATIONS|1000|
restarts|30|rolling restarts|Cluster|NodeTests.A_rolling|COLLAB_RESTARTS|10|
stalled|60|minutes of 150 readers, 50 of them stalled|Cluster|SlowReaderTests.A_class|COLLAB_STALLED_MINUTES|10|10
soak|2|soaks of 60 minutes|Cluster|SoakTests|COLLAB_SOAK_MINUTES|60|60'
record=${COLLAB_RECORD:-docs/reliability.md}

usage() {
  cat <<HELP
tests/long.sh TIME [PART…]     for so long (30s, 30m, 2h): all parts in turn, or those that are named

Each part goes on where it ended: its next seed is above those that are recorded. Ctrl+C ends it after the part that runs; what is done is
recorded by then. It stops at the first failure, shows how to run it again, and keeps its output. Needs the .NET SDK, PostgreSQL, and root for
powercuts and partitions.

Parts:
$(awk -F'|' '{ printf "  %-14s %s\n", $1, $3 }' <<<"$parts")
HELP
}

# A field of a part.
of() { awk -F'|' -v part="$1" -v field="$2" '$1 == part { print $field }' <<<"$parts"; }

# Rows are: | date | part | seed | count | operations | worst | p99 | failed | minutes | machine |
next_seed() {
  awk -F' *[|] *' -v part="$1" '$3 == part { end = $4 + ($5 > 100 ? $5 : 100); if (end > next_) next_ = end } END { printf "%d", next_ ? next_ : 1 }' "$record"
}

# What is between the marks is made anew from the rows.
sum_up() {
  local made
  made=$(mktemp)
  awk -F' *[|] *' -v parts="$parts" '
    BEGIN { n = split(parts, lines, "\n"); for (i = 1; i <= n; i++) { split(lines[i], f, "|"); name[i] = f[1]; asked[i] = f[2]; what[i] = f[3] } }
    FNR == NR { if ($2 ~ /^[0-9-]+$/ && $4 ~ /^[0-9]+$/) { count[$3] += $5; operations[$3] += $6; if ($7 + 0 > worst[$3]) worst[$3] = $7; if ($8 + 0 > p99[$3]) p99[$3] = $8; failed[$3] += $9; minutes[$3] += $10 } next }
    /<!-- totals -->/ {
      print; skip = 1
      print "| part | what is counted | asked in all | recorded | operations | worst, s | p99 of the worst run, s | failed runs | minutes |"
      print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
      for (i = 1; i <= n; i++) { p = name[i]; printf "| %s | %s | %d | %d | %d | %s | %s | %d | %.1f |\n", p, what[i], asked[i], count[p], operations[p], worst[p], p99[p], failed[p], minutes[p] }
    }
    /<!-- \/totals -->/ { skip = 0 }
    !skip { print }' "$record" "$record" >"$made" && cat "$made" >"$record"
  rm -f "$made"
}

built=' '
run() {
  local part=$1 project seed out status began=$SECONDS figures
  project=tests/Collab.$(of "$part" 4).Tests
  if [[ $built != *" $project "* ]]; then
    dotnet build "$project" --nologo -v quiet || exit 1
    [ "$project" != tests/Collab.Cluster.Tests ] || tests/ahead.sh "$project/bin/Debug/net10.0" || true
    built+="$project "
  fi
  seed=$(next_seed "$part")
  local asked="COLLAB_SEED=$seed $(of "$part" 6)=$(of "$part" 7)" test="dotnet test $project --no-build --filter $(of "$part" 5)"
  out=${TMPDIR:-/tmp}/collab-long-$part-$seed.log
  # In a session of its own, so that Ctrl+C does not cut the part short; but with ears for it, which what runs in the background has not.
  env --default-signal=INT $asked setsid $test --nologo --logger "console;verbosity=detailed" >"$out" 2>&1
  status=$?
  # Three say it in their own words.
  figures=$(sed -nE 's/^ *recorded: [^ ]+ //p
      s/^ *seeds ([0-9]+)–([0-9]+): ([0-9]+) operations.*/count=\1-\2 operations=\3/p
      s/^ *flips( in rows)? ([0-9]+)–([0-9]+):.*/count=\2-\3/p
      s/^ *seed [0-9]+, ([0-9]+) links failed .*/count=\1/p' "$out" | tr ' ' '\n' |
    awk -F= '{ v = $2; if (split(v, r, "-") == 2) v = r[2] - r[1] + 1 }
      $1 == "count" { c += v } $1 == "operations" { o += v } $1 == "worst" && v + 0 > w { w = v } $1 == "p99" && v + 0 > p { p = v }
      END { printf "%d | %d | %s | %s", c, o, w, p }')
  # A run that failed, or of which nothing was heard, counts for nothing.
  if [ $status != 0 ] || [[ $figures == "0 |"* ]]; then status=1 figures='0 | 0 |  | '; fi
  echo "| $(date -u +%F) | $part | $seed | $figures | $status | $(awk -v s=$((SECONDS - began)) 'BEGIN { printf "%.1f", s / 60 }') | $(nproc) cores, Linux $(uname -r | cut -d. -f1,2) |" | tee -a "$record"
  sum_up
  if [ $status != 0 ]; then
    tail -c 4000 "$out"
    printf 'Failed. All of its output: %s\nAgain: %s\n' "$out" "$asked $test" >&2
    exit 1
  fi
  rm -f "$out"
}

# Until it is stopped or its time is up, one part after the other.
take_turns() {
  local ran=1 part left least
  while [ -n "$ran" ]; do
    ran=
    for part in "${chosen[@]}"; do
      left=$((seconds - SECONDS)) least=$(of "$part" 8)
      [ ! -s "$stop" ] && [ $left -gt 0 ] && [ $left -ge $((${least:-0} * 60)) ] || continue
      run "$part"
      ran=1
    done
  done
  exit 0
}

[ "${1:-}" = --help ] && { usage; exit 0; }
case "${1:-}" in
  *[!0-9smh]* | "") usage >&2; exit 2 ;;
  *h) seconds=$((${1%h} * 3600)) ;;
  *m) seconds=$((${1%m} * 60)) ;;
  *) seconds=${1%s} ;;
esac
shift
chosen=("$@")
[ ${#chosen[@]} -gt 0 ] || mapfile -t chosen < <(cut -d'|' -f1 <<<"$parts")
for part in "${chosen[@]}"; do
  [ -n "$(of "$part" 1)" ] || { echo "There is no part “$part”. See --help." >&2; exit 2; }
done

# Signals are heard here, where nothing but waiting is done: bash 5.2 loses one now and then that comes while it starts something.
stop=$(mktemp)
trap 'rm -f "$stop"' EXIT
trap 'echo stop >"$stop"; interrupted=1' INT TERM
take_turns &
turns=$!
while
  interrupted=
  wait "$turns"
  status=$?
  [ -n "$interrupted" ]
do :; done
exit $status
