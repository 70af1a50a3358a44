#!/usr/bin/env bash
# What a member does in an hour, in Firefox and WebKit: comes in, reads, writes, is told, is led.
#   tests/browsers.sh            both
#   tests/browsers.sh Firefox    one (Firefox, WebKit)
# COLLAB_PICTURES names a folder for what they showed. Needs Debian's firefox-esr, webkit2gtk-driver and xvfb; as root it installs what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
command -v firefox-esr >/dev/null || packages+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || packages+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || packages+=(xvfb)
if [ ${#packages[@]} -gt 0 ] && ! deploy/packages.sh "${packages[@]}"; then
  echo "Install what is missing (Debian: sudo apt-get install ${packages[*]}), then run this again." >&2
  exit 1
fi

# The server that the test starts may run in a container, as whoever runs the test.
COLLAB_BROWSERS=1 Collab__AllowRoot=true exec dotnet test tests/Collab.Browser.Tests --filter "FullyQualifiedName~OtherBrowsersTests.In_${1:-}"
