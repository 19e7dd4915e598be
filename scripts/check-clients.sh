#!/usr/bin/env bash
# Generates the clients in clients/ from the contract, compiles them, and has their tests and the examples of their READMEs run against the service, with mail
# servers on both sides. 'dotnet tool restore' and 'dotnet build' come first. Needs the .NET SDK, npm, and Debian's dovecot-imapd.
set -euo pipefail
cd "$(dirname "$0")/.."

. demo/platform.sh

fail() {
    echo "The clients could not be checked: $*" >&2
    tail -n 30 "$work/servers.log" "$work/service.log" >&2 || true
    exit 1
}

typescript=clients/typescript csharp=clients/csharp

say 'Generate and compile'
npm ci --prefix "$typescript" --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent --prefix "$typescript" generate
npm run --silent --prefix "$typescript" build
mkdir -p "$typescript/example"
scripts/readme-command.sh example "$typescript/README.md" >"$typescript/example/example.ts"
npm run --silent --prefix "$typescript" build:test

"$csharp/generate.sh"
scripts/readme-command.sh example "$csharp/README.md" >"$csharp/example/Program.cs"
dotnet build "$csharp/tests" --verbosity quiet --nologo
dotnet build "$csharp/example" --verbosity quiet --nologo

say 'Start two mail servers, and the service between them'
start_mail_servers
add_customer
start_service
export MIGRATIONS_URL=$url MIGRATIONS_TOKEN=$customer SOURCE_SERVER=127.0.0.1:$source_port SOURCE_PASSWORD=pw

passed=0 failed=0
# Adds up tests; a run that fails without a failed test, or that has none, is a failure too.
count() {
    local log=$1 ended=$2 passed_here=$3 failed_here=$4
    [ "$failed_here" -gt 0 ] || { [ "$ended" -eq 0 ] && [ "$passed_here" -gt 0 ]; } || failed_here=1
    # CI adds up what stands behind these words, and would count twice.
    [ "$failed_here" -eq 0 ] || sed -E 's/(Passed|Failed|Skipped): +/\1 /g' "$log"
    passed=$((passed + passed_here)) failed=$((failed + failed_here))
}

number() { { grep -oP "$2" "$1" || true; } | awk '{ n += $1 } END { print n + 0 }'; }

say 'Tests in TypeScript'
ended=0
timeout 180 npm test --silent --prefix "$typescript" >"$work/typescript.log" 2>&1 || ended=$?
count "$work/typescript.log" "$ended" "$(number "$work/typescript.log" '^# pass \K\d+')" "$(number "$work/typescript.log" '^# (fail|cancelled) \K\d+')"

say 'Tests in C#'
ended=0
timeout 180 dotnet test "$csharp/tests" --no-build --nologo >"$work/csharp.log" 2>&1 || ended=$?
count "$work/csharp.log" "$ended" "$(number "$work/csharp.log" 'Passed: +\K\d+')" "$(number "$work/csharp.log" 'Failed: +\K\d+')"

cat >"$work/mailboxes.csv" <<CSV
ann@acme.example;$SOURCE_SERVER;ann@acme.example;$SOURCE_PASSWORD
bob@acme.example;$SOURCE_SERVER;bob@acme.example;wrong
CSV

# An example has done its work if it says so, and in this order.
example() {
    local name=$1 ended=0 said=0
    shift
    say "The example in $name"
    (cd "$work" && timeout 120 "$@") >"$work/example.log" 2>&1 || ended=$?
    tr -d _ <"$work/example.log" | grep -Pzoi '(MG\d{8}): completedwitherrors, first execution\nbob@acme\.example: the source [\d.:]+ refused the login[^\n]*\n\1: tried again, running\n(\1: running[^\n]*\n)*\1: completed, first execution\n\1: 2 mailboxes, completed\n(MG\d{8}: 2 mailboxes, \w+\n)*$' >/dev/null && said=1
    count "$work/example.log" "$ended" "$said" "$((1 - said))"
}
example TypeScript node "$PWD/$typescript/build/example/example.js"
example 'C#' dotnet "$PWD/$csharp/example/bin/Debug/net10.0/Hosting.Migrations.Example.dll"

printf '\nThe clients: Passed: %s, Failed: %s\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
