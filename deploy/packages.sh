#!/usr/bin/env bash
# Installs Debian packages, and starts none of the services that come with them: deploy/packages.sh postgresql caddy
# Needs root; without it, says what to install.
set -euo pipefail

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "Install what is missing (Debian: sudo apt-get install $*)." >&2
  exit 1
fi

# Debian asks this file whether a service may be started.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

# Nor does PostgreSQL's package make a cluster of its own, for which there is no use here.
[[ " $* " != *" postgresql "* ]] || [ -e /etc/postgresql-common/createcluster.conf ] ||
  { mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf; }

echo "Installing $*" >&2
log=$(mktemp)
if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  rm -f "$log"
  exit 1
fi
rm -f "$log"
# Nor at the next start of the machine.
command -v systemctl >/dev/null && systemctl disable "$@" >/dev/null 2>&1 || true
