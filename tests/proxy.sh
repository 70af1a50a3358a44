#!/usr/bin/env bash
# Runs the tests of the server with an nginx before every server, set up as deploy/nginx.conf says, with a cache that all share.
# What cannot be tested through it is left out, and said. Needs nginx (Debian: nginx-light).
set -euo pipefail
cd "$(dirname "$0")/.."

# tests|why they are left out
left_out='TimeoutTests|nginx itself waits for headers and bodies that come slowly
ConnectionLimitTests|the network connections that people open end at nginx
ImportLimitTests.N113|nginx reads a body to its end before it passes it on, so that none is under way
HttpTests.N76|headers that are too large are refused by nginx, in its own words
HttpTests.N73|TRACE is refused by nginx, in its own words
RequestTricksTests.M90|of two hosts in one request nginx passes on the one of the header
RequestTricksTests.M94|nginx takes Forwarded away
LimitTests.N46|nginx puts the address that it sees in the place of the one that the test claims
SecretTests.N16|behind a proxy nobody is at the machine of the server, where alone the owner link of the first start works
SecretTests.N18|it begins with the owner link of the first start
SecretTests.N27|it begins with the owner link of the first start
JoinTests.N15|it is about the owner link of the first start
JoinTests.A_name_that_is_refused|it is about the owner link of the first start
JoinTests.The_owner_link|it is about the owner link of the first start
WireTests.Everything_that_can_be_said|it begins with the owner link of the first start
ExportTests|the command line and the page are compared, and their links differ where no PublicUrl names the proxy
CommandLineTests.On_a_running_server|its links are those of the server where no PublicUrl names the proxy
InputTests.A_snapshot_is_sent_once|nginx with a cache keeps If-None-Match to itself, so that the snapshot is sent again
SecurityEventsTests.Sign_ins|it begins with the owner link of the first start
SecretsOfARunTests.N117|it begins with the owner link of the first start
W3cProtocolTests.What_docs_standards|it asks with If-None-Match, which nginx with a cache keeps to itself
EditionsTests.A_translation_stands|it asks with If-None-Match, which nginx with a cache keeps to itself
AtomTests.A_feed_reader|it asks with If-None-Match, which nginx with a cache keeps to itself
DocumentArchiveTests.The_command_line|the command line and the page are compared, and their links differ where no PublicUrl names the proxy
SharedCacheTests|they bring an nginx of their own
LiveThroughNginxTests|they bring an nginx of their own'

filter=""
while IFS='|' read -r tests why; do
  echo "Left out: $tests, because $why."
  filter+="${filter:+&}FullyQualifiedName!~$tests"
done <<<"$left_out"

COLLAB_PROXY=nginx exec dotnet test tests/Collab.Server.Tests --filter "$filter" "$@"
