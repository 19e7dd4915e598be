#!/usr/bin/env bash
# Starts the service with the README's own command and runs the README's examples against it. Each says at its end which status it
# expects, or which exit code: curl ... # 200, publish/... # exit 0. The program in publish/ has to be there, as README says.
set -euo pipefail
cd "$(dirname "$0")/.."

deadline_seconds=180
log=$(mktemp)
command=$(scripts/readme-command.sh run)

url=http://localhost:5080
if curl --silent --output /dev/null "$url"; then
    echo "Something answers at $url already; stop it first." >&2
    exit 1
fi

setsid bash -c "exec $command" >"$log" 2>&1 &
service=$!
trap 'kill -- "-$service" 2>/dev/null || true; rm -f "$log" .token' EXIT

echo "Waiting for '$command' to answer at $url"
until curl --silent --fail --output /dev/null "$url/health/ready" && grep -q 'The API is described' "$log"; do
    if ! kill -0 "$service" 2>/dev/null || [ "$SECONDS" -gt "$deadline_seconds" ]; then
        echo "The service did not start:" >&2
        cat "$log" >&2
        exit 1
    fi
    sleep 0.2
done

examples=0
failures=0
check() {
    local example=$1 expected=$2 status
    status=$(eval "${example/#curl/curl --silent --output /dev/null --write-out '%{http_code}'}")
    examples=$((examples + 1))
    if [ "${status: -3}" != "$expected" ]; then
        failures=$((failures + 1))
        echo "expected $expected, got $status: $example" >&2
    fi
}

while IFS= read -r line; do
    check "${line% # *}" "${line##* # }"
done < <(grep -E '^curl .* # [0-9]{3}$' README.md)

eval "$(grep -E '^\(umask 077 |^export MIGRATIONS_' README.md)"
while IFS= read -r line; do
    code=0
    eval "${line% # exit *}" >/dev/null 2>&1 </dev/null || code=$?
    examples=$((examples + 1))
    if [ "$code" != "${line##* # exit }" ]; then
        failures=$((failures + 1))
        echo "expected exit ${line##* # exit }, got $code: ${line% # exit *}" >&2
    fi
done < <(grep -E '^publish/.* # exit [0-9]+$' README.md)

# What the service itself prints to be pasted has to work as well.
while IFS= read -r line; do
    check "${line#"${line%%[![:space:]]*}"}" 200
done < <(grep -E '^ +curl ' "$log")

echo "README: $examples examples, $failures failed"
[ "$failures" -eq 0 ] && [ "$examples" -eq "$(($(grep -cE '^curl .* # [0-9]{3}$|^publish/.* # exit [0-9]+$' README.md) + 3))" ]
