#!/usr/bin/env bash
# Starts the cluster of docker-compose.yml as processes of this machine: PostgreSQL, three nodes, and Caddy with TLS before them.
set -euo pipefail
umask 077

usage() {
  cat <<'HELP'
Starts PostgreSQL, three nodes of Collab, and Caddy with HTTPS before them, from deploy/node.env and deploy/Caddyfile.

  deploy/cluster.sh [FOLDER]

FOLDER keeps the database, the certificates, the program and the logs. Default: ~/.local/share/Collab-cluster, for root
/var/lib/Collab-cluster. Ctrl+C stops everything; everything is kept.

Needs the .NET SDK of global.json and Debian's packages postgresql and caddy; root has them installed. Nothing runs as root then: PostgreSQL
as postgres, the nodes as collab and Caddy as collab-proxy, which are made where there are none.

Environment:
  COLLAB_HOST     the name that people use, with a port if it is not 443. Default: localhost:8443, for this machine alone
  COLLAB_NODES    where the nodes listen. Default: 127.0.0.1:5081 127.0.0.1:5082 127.0.0.1:5083
  COLLAB_PROGRAM  a folder in which Collab has been published. Default: it is published into FOLDER
HELP
}

here=$(cd "$(dirname "$0")" && pwd)
folder=
for argument in "$@"; do
  case "$argument" in
    -h | --help) usage; exit 0 ;;
    -*) echo "There is no option $argument. See --help." >&2; exit 2 ;;
    *) [ -z "$folder" ] || { echo "One folder, please. See --help." >&2; exit 2; }; folder=$argument ;;
  esac
done

fail() { echo "$1" >&2; exit 1; }

root=; [ "$(id -u)" = 0 ] && root=yes
folder=${folder:-${root:+/var/lib/Collab-cluster}}
mkdir -p "${folder:=${XDG_DATA_HOME:-$HOME/.local/share}/Collab-cluster}"
folder=$(cd "$folder" && pwd)
COLLAB_HOST=${COLLAB_HOST:-localhost:8443}
read -ra nodes <<<"${COLLAB_NODES:=127.0.0.1:5081 127.0.0.1:5082 127.0.0.1:5083}"

# The processes hold this file too: what a killed script left behind is not started a second time.
exec 9>"$folder/lock"
flock -n 9 || fail "A cluster runs in $folder. Stop it first: kill \$(cat $folder/*.pid)"
rm -f "$folder"/*.pid

# Debian keeps them outside of PATH, by version.
postgres_programs() { readlink -f "$(command -v initdb)" || ls -v /usr/lib/postgresql/*/bin/initdb 2>/dev/null; }
missing=()
[ -n "$(postgres_programs)" ] || missing+=(postgresql)
command -v caddy >/dev/null || missing+=(caddy)
command -v curl >/dev/null || missing+=(curl)
[ ${#missing[@]} -eq 0 ] || "$here/packages.sh" "${missing[@]}"
command -v dotnet >/dev/null || fail "The .NET SDK is missing: install the version that global.json names."
postgres=$(dirname "$(postgres_programs | tail -n 1)")

program=$folder/program
[ -z "${COLLAB_PROGRAM:-}" ] || program=$(cd "$COLLAB_PROGRAM" && pwd) || fail "There is no folder $COLLAB_PROGRAM: COLLAB_PROGRAM is where Collab has been published."

# Nothing that people reach runs as root.
as_postgres=() as_node=() as_proxy=() caddyfile=$here/Caddyfile sockets=$folder/sockets
if [ -n "$root" ]; then
  chmod 711 "$folder"
  # Another's group would reach the database. Caddy has a user of its own: of two with one user, both get what comes to their port.
  for user in collab collab-proxy; do
    id -u "$user" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
    [ "$(id -gn "$user")" = "$user" ] || fail "There is a user $user, whose group is $(id -gn "$user") and not its own. Rename one of them, or run this as somebody who is not root."
  done
  as() { echo "setpriv --reuid=$1 --regid=$1 --clear-groups"; }
  read -ra as_postgres <<<"$(as postgres)"
  # The folders that root is in are not theirs.
  read -ra as_node <<<"env -C / -u TMPDIR HOME=/nonexistent $(as collab)"
  read -ra as_proxy <<<"$(as collab-proxy)"
  port=443
  [[ $COLLAB_HOST != *:* ]] || port=${COLLAB_HOST##*:}
  [ "$port" -ge 1024 ] || as_proxy+=(--inh-caps=+net_bind_service --ambient-caps=+net_bind_service)
  "${as_node[@]}" test -x "$(readlink -f "$(command -v dotnet)")" || fail "The user collab cannot run $(command -v dotnet). Install .NET where everybody may read, such as /usr/share/dotnet."
  # What an earlier version has left there is root's.
  give() { mkdir -p "$2" && { [ "$(stat -c %U "$2")" = "$1" ] || chown -R "$1:" "$2"; }; }
  for i in "${!nodes[@]}"; do give collab "$folder/node-$((i + 1))"; done
  give collab-proxy "$folder/proxy"
  # The checkout may be where only its owner reads.
  caddyfile=$folder/proxy/Caddyfile
  install -o collab-proxy -m 600 "$here/Caddyfile" "$caddyfile"
fi

if [ -z "${COLLAB_PROGRAM:-}" ]; then
  echo "Building; the first time this takes some minutes."
  # Whoever runs the nodes reads it, and nothing is left in the checkout, whose owner may be another. The compiler's server outlives this script,
  # and must not hold its lock.
  (umask 022 && DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet publish "$here/../src/Collab.Server" -c Release --artifacts-path "$folder/build" -o "$program" --nologo -v quiet 9>&-)
  # Packages that were fetched before may be their owner's alone.
  chmod -R go+rX "$program"
fi
[ -z "$root" ] || "${as_node[@]}" test -r "$program/Collab.Server.dll" || fail "The user collab cannot read $program/Collab.Server.dll. Use a folder that everybody may enter, such as one in /var/lib."

# Each process has a session of its own, so that Ctrl+C reaches this script alone and it can stop them in order.
declare -A names=()
start() {
  local name=$1
  shift
  setsid "$@" >>"$folder/$name.log" 2>&1 </dev/null &
  names[$!]=$name
  echo $! >"$folder/$name.pid"
}

stop() {
  local signal=$1 name pid
  shift
  for name in "$@"; do
    pid=$(cat "$folder/$name.pid" 2>/dev/null) && kill "-$signal" "$pid" 2>/dev/null || true
  done
  for name in "$@"; do
    pid=$(cat "$folder/$name.pid" 2>/dev/null) || continue
    # A node drains within ten seconds; what has not ended after twenty is hung.
    timeout 20 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    rm -f "$folder/$name.pid"
  done
}

node_names=(); for i in "${!nodes[@]}"; do node_names+=("node-$((i + 1))"); done
stop_all() {
  trap '' INT TERM
  trap - EXIT
  echo "Stopping"
  stop TERM "${node_names[@]}"
  stop TERM proxy
  stop INT postgres
}
trap 'stop_all' EXIT
trap 'exit 0' INT TERM

# An upgrade of a large database takes its time: as long as the process lives, it is waited for.
await() {
  local what=$1 name=$2 tenths=0
  shift 2
  while kill -0 "$(cat "$folder/$name.pid")" 2>/dev/null; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
    ((++tenths % 600)) || echo "$what is still starting; its log is $folder/$name.log"
  done
  tail -n 20 "$folder/$name.log" >&2
  fail "$what does not start; its log is $folder/$name.log"
}

# What is asked is on this machine, whatever proxy leads out of it.
ask() { curl --noproxy '*' -fs "$@"; }

# PostgreSQL has no port: its socket is reached by its user, the nodes' and root alone.
database=$folder/postgres
if [ -n "$root" ]; then
  install -d -o postgres -g collab -m 750 "$sockets"
  install -d -o postgres -g postgres -m 700 "$database"
  "${as_postgres[@]}" test -w "$database" || fail "The user postgres cannot reach $database. Use a folder that everybody may enter, such as one in /var/lib."
else
  mkdir -p "$database" "$sockets"
fi
# Another major version does not read what one has written.
if made=$(cat "$database/data/PG_VERSION" 2>/dev/null) && [ "$made" != "$("$postgres/postgres" --version | sed -E 's/.* ([0-9]+).*/\1/')" ]; then
  postgres=/usr/lib/postgresql/$made/bin
  [ -x "$postgres/postgres" ] || fail "The data in $database were made by PostgreSQL $made: install it (Debian: sudo apt-get install postgresql-$made), or move the folder away to begin anew."
fi
run_postgres() { (cd "$database" && exec env LC_ALL=C "${as_postgres[@]}" "$postgres/$1" "${@:2}"); }
[ -f "$database/data/PG_VERSION" ] || run_postgres initdb -D "$database/data" -U collab --auth=trust --encoding=UTF8 --locale=C --data-checksums >/dev/null
start_postgres() { start postgres env LC_ALL=C "${as_postgres[@]}" "$postgres/postgres" -D "$database/data" -k "$sockets" -c listen_addresses=; }
start_postgres
await PostgreSQL postgres run_postgres pg_isready -q -h "$sockets"
run_postgres psql -Xqtc "SELECT 1 FROM pg_database WHERE datname = 'collab'" -h "$sockets" -U collab postgres | grep -q . ||
  run_postgres createdb -h "$sockets" -U collab collab

set -a
. "$here/node.env"
Collab__Connection="Host=$sockets;Username=collab;Database=collab"
Collab__PublicUrl="https://$COLLAB_HOST"
Collab__TrustedProxies__0=127.0.0.1
Collab__Cluster__Address=127.0.0.1
set +a
start_node() { start "$1" "${as_node[@]}" dotnet "$program/Collab.Server.dll" --urls "http://${nodes[${1#node-} - 1]}" --data "$folder/$1"; }
for name in "${node_names[@]}"; do start_node "$name"; done
for name in "${node_names[@]}"; do await "$name" "$name" ask "http://${nodes[${name#node-} - 1]}/health/ready"; done

start_proxy() {
  local bind=(); [[ $COLLAB_HOST == localhost* ]] && bind=(COLLAB_BIND=127.0.0.1)
  start proxy env -u COLLAB_BIND COLLAB_HOST="$COLLAB_HOST" COLLAB_NODES="$COLLAB_NODES" "${bind[@]}" XDG_DATA_HOME="$folder/proxy" XDG_CONFIG_HOME="$folder/proxy" \
    "${as_proxy[@]}" caddy run --config "$caddyfile" --adapter caddyfile
}
start_proxy
await Caddy proxy ask -k --connect-to "::127.0.0.1:" "https://$COLLAB_HOST/health/ready"

cat <<READY

Collab is running on https://$COLLAB_HOST
Owner link:   dotnet $program/Collab.Server.dll link --remote --data $folder/node-1
Certificate:  $folder/proxy/caddy/pki/authorities/local/root.crt (trust it in the browser, or let it warn)
Logs:         $folder/*.log
Stop it with Ctrl+C. Everything is kept.
READY

# What ends is started again, as under compose.
while :; do
  ended=
  wait -n -p ended "${!names[@]}" 2>/dev/null || true
  [ -n "$ended" ] || continue
  name=${names[$ended]}
  unset "names[$ended]"
  echo "$name ended; starting it again"
  sleep 1
  case "$name" in
    node-*) start_node "$name" ;;
    *) "start_$name" ;;
  esac
done
