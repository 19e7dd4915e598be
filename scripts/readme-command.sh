#!/usr/bin/env bash
# Prints a command that the README gives, or what else it marks, or another README: scripts/readme-command.sh run|test|demo|publish-cli|example [FILE]
set -euo pipefail
cd "$(dirname "$0")/.."
awk -v mark="<!-- command: $1 -->" '$0 == mark { found = 1; next } found && /^```/ { inside = !inside; if (!inside) exit; next } inside' "${2:-README.md}"
