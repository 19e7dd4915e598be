#!/usr/bin/env bash
# Has two linters look at the contract, and at the description that the service publishes: a finding of any severity fails. The service has to be built.
set -euo pipefail
cd "$(dirname "$0")/.."

deadline_seconds=120
folder=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill -- "-$service" 2>/dev/null || true; rm -rf "$folder"' EXIT

npm ci --prefix scripts/openapi --ignore-scripts --no-audit --no-fund --loglevel=error

setsid dotnet run --project src/Api --no-build --no-launch-profile -- serve --urls=http://127.0.0.1:0 --Roles=api \
    "--ConnectionStrings:Migrations=Data Source=$folder/unused.db" "--Secrets:KeyFolder=$folder/keys" >"$folder/log" 2>&1 &
service=$!
started=$SECONDS
until url=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$folder/log"); do
    if ! kill -0 "$service" 2>/dev/null || [ $((SECONDS - started)) -gt "$deadline_seconds" ]; then
        echo 'The service did not start:' >&2
        cat "$folder/log" >&2
        exit 1
    fi
    sleep 0.2
done
curl --silent --fail --output "$folder/published.json" "${url%%$'\n'*}/openapi/v1.json"

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
tools=scripts/openapi/node_modules/.bin
status=0
for description in docs/openapi.yaml "$folder/published.json"; do
    # Redocly fails for errors alone; a warning is told in its JSON.
    "$tools/redocly" lint --config scripts/openapi/redocly.yaml --format json "$description" >"$folder/redocly.json" 2>"$folder/redocly.log" || true
    if ! node -e '
        const { totals, problems } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        problems.forEach(problem => console.log(`${problem.severity} ${problem.ruleId}: ${problem.message} ${problem.location?.[0]?.pointer ?? ""}`));
        console.log(`redocly: ${totals.errors} errors, ${totals.warnings} warnings`);
        process.exit(totals.errors + totals.warnings > 0 ? 1 : 0);' "$folder/redocly.json"; then
        cat "$folder/redocly.log"
        status=1
    fi
    "$tools/spectral" lint --ruleset scripts/openapi/.spectral.yaml --fail-severity hint "$description" || status=1
done
exit "$status"
