#!/usr/bin/env bash
# Runs every test of Collab and ends with the line "N passed, N failed".
#   ./test.sh                 all test projects
#   ./test.sh Domain Grains   those alone
#   ./test.sh --built …       without building them first
# Needs the .NET SDK of global.json, Chromium, PostgreSQL, Caddy, nginx, libfaketime, jing and Python. On Debian as root it installs all but the SDK by itself.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# What the runtime finds out about hot code pays off later than a test lasts, and costs a fifth of its processor's time.
export DOTNET_TieredPGO=0
# Hosts of the tests' own would watch their settings for changes, and a system lets each user watch little. (Servers that tests start have it too: they never watch.)
export DOTNET_hostBuilder__reloadConfigOnChange=false
# What others leave of the processors may be little for a while.
export VSTEST_CONNECTION_TIMEOUT=600
# The servers that the tests start may run in a container, as whoever runs the tests.
export Collab__AllowRoot=true

built=
[ "${1:-}" != --built ] || { built=1; shift; }

fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

command -v dotnet >/dev/null || fail "The .NET SDK is missing: install the version that global.json names."

# Without the browser's own window where there is such a build: its own pages cost more than the tests'.
browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
if [ -z "${CHROMIUM:-}" ] && ! browser >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests"
    install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" fonts-liberation; }
    { apt-get update -qq && { install chromium-headless-shell || install chromium; }; } >/dev/null 2>&1 \
      || fail "Chromium could not be installed. Install it (Debian: apt-get install chromium), or name it in CHROMIUM."
  else
    fail "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium), or name it in CHROMIUM."
  fi
fi
export CHROMIUM="${CHROMIUM:-$(browser)}"

# The tests start a PostgreSQL, a Caddy and an nginx of their own, and servers whose clock they set.
packages=()
{ command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || packages+=(postgresql)
command -v caddy >/dev/null || packages+=(caddy)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || packages+=(nginx-light)
ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || packages+=(libfaketime)
# What is exported as TEI is held against its schema.
command -v jing >/dev/null || packages+=(jing)
# An archive brings a program that checks it.
command -v python3 >/dev/null || packages+=(python3)
# Hosts and disks of their own are for root alone.
if [ "$(id -u)" = 0 ]; then
  command -v ip >/dev/null || packages+=(iproute2)
  command -v mkfs.ext4 >/dev/null || packages+=(e2fsprogs)
  command -v losetup >/dev/null || packages+=(mount)
fi
[ ${#packages[@]} -eq 0 ] || deploy/packages.sh "${packages[@]}" || fail "The tests need ${packages[*]}."

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

if [ -z "$built" ]; then
  echo "Building"
  # One compiler for all projects, where a machine is set up to start one for each.
  dotnet build Collab.sln --nologo -v quiet -p:UseSharedCompilation=true || fail "The build failed."
fi
# It would stay for ten minutes.
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

projects=(tests/*.Tests)
if [ $# -gt 0 ]; then
  projects=()
  for name in "$@"; do projects+=("tests/Collab.$name.Tests"); done
fi

# Their rules know no clock: they take what the others leave of the processors, and are reported when the others are through.
timeless=" Architecture Contracts Domain Formats Fuzz Grains Simulation "

run() {
  local name began=$SECONDS status
  name=$(basename "$1")
  dotnet test "$1" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1
  status=$?
  echo "$status $((SECONDS - began))" >"$results/$name.status"
}

passed=0 failed=0 broken=()
report() {
  local name status took counters p f
  name=$(basename "$1")
  read -r status took <"$results/$name.status"
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null)
  p=$(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<<"$counters"); f=$(sed -n 's/.* failed="\([0-9]*\)".*/\1/p' <<<"$counters")
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
  echo "  $name: ${p:-0} passed, ${f:-0} failed, $took s"
  # Where the time goes.
  grep -o '<UnitTestResult [^>]*' "$results/$name.trx" 2>/dev/null | sed -n 's/.* testName="Collab\.[A-Za-z]*\.Tests\.\([^"]*\)".* duration="0*\([0-9:]*\).*/\2 \1/p' |
    awk '{ split($1, t, ":"); s = t[1] * 3600 + t[2] * 60 + t[3]; if (s >= 10) printf "    %d s %s\n", s, $2 }' | sort -rn | head -n 12
  # What this machine has not the means for is passed over, and said.
  grep -o 'Not run: [^<]*' "$results/$name.trx" 2>/dev/null | sort | uniq -c | sed 's/^ *\([0-9]*\) /    of these \1 /'
  if [ "$status" -ne 0 ]; then
    broken+=("$name")
    [ "${f:-0}" = 0 ] && failed=$((failed + 1))
    grep -vE '^\s*(Determining|All projects|Restored)' "$results/$name.log" | head -c 20000
  fi
}

behind=() before=() page=()
for project in "${projects[@]}"; do
  short=${project#tests/Collab.} short=${short%.Tests}
  if [ "$short" = Web ]; then page=("$project")
  elif [[ $timeless == *" $short "* ]]; then behind+=("$project")
  else before+=("$project"); fi
done

# Each in a group of processes of its own, so that they end with this script.
groups=()
trap 'for group in "${groups[@]}"; do kill -- -"$group" 2>/dev/null; done; rm -rf "$results"' EXIT
leave() {
  set -m
  { renice -n 19 -p "$BASHPID" >/dev/null; for project in "$@"; do
    # It knows no time at all, and would keep both processors busy.
    [[ $project != *.Simulation.Tests ]] || chrt --idle --pid 0 "$BASHPID"
    run "$project"
  done; } &
  groups+=($!)
  set +m
}

leave "${page[@]}"
leave "${behind[@]}"

# These tests start servers hundreds of times.
ahead=
if [[ " ${before[*]} " == *" tests/Collab.Cluster.Tests "* ]]; then
  set -m
  { renice -n 10 -p "$BASHPID" >/dev/null; tests/ahead.sh tests/Collab.{Cluster,Server}.Tests/bin/Debug/net10.0 >"$results/ahead.log" 2>&1; } &
  ahead=$!
  groups+=($ahead)
  set +m
fi
beside=
for project in "${before[@]}"; do
  # The cluster's tests make network devices, and Chromium gives up what it is fetching when those of a machine change.
  [[ $project != *.Cluster.Tests ]] || { wait "${groups[0]}"; wait "$ahead" || tail -n 3 "$results/ahead.log"; }
  # Neither of these two keeps both processors busy.
  if [[ $project == *.Server.Tests && " ${before[*]} " == *" tests/Collab.Storage.Tests "* && ! -e $results/Collab.Storage.Tests.status ]]; then
    set -m
    run tests/Collab.Storage.Tests &
    beside=$!
    groups+=($beside)
    set +m
  fi
  if [[ $project == *.Storage.Tests && -n $beside ]]; then wait "$beside"; else run "$project"; fi
  report "$project"
done
wait "${groups[@]}"
for project in "${page[@]}" "${behind[@]}"; do report "$project"; done

[ ${#broken[@]} -eq 0 ] || echo "Failed: ${broken[*]}"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
