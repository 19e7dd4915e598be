#!/usr/bin/env bash
# Walks through the whole life of a migration: two Dovecots with sample mailboxes on loopback, the service, and curl.
# Needs the .NET SDK, curl and Debian's dovecot-imapd. Takes about half a minute, and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
pids=()
clean_up() {
    # The mail servers stop when nobody can tell them anything any more.
    exec 3>&- || true
    for pid in "${pids[@]:1}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT

say() { printf '\n# %s\n' "$*"; }

fail() {
    echo "The demo failed: $*" >&2
    tail -n 30 "$work/service.log" >&2 || true
    exit 1
}

dotnet build src/Api --verbosity quiet --nologo >/dev/null
dotnet build demo/MailServers --verbosity quiet --nologo >/dev/null

say 'Two mail servers: the old provider, with mail for Ann and Bob, and the platform, still empty'
mkfifo "$work/commands" "$work/answers"
dotnet demo/MailServers/bin/Debug/net10.0/Hosting.Migrations.MailServers.Demo.dll <"$work/commands" >"$work/answers" 2>"$work/servers.log" &
pids+=($!)
exec 3>"$work/commands" 4<"$work/answers"
read -r -t 60 source_port destination_port <&4 || fail 'the mail servers did not start'
ask() { echo "$1" >&3 && read -r -t 60 answer <&4 && echo "$answer"; }
echo "old provider: 127.0.0.1:$source_port    platform: 127.0.0.1:$destination_port"

export ASPNETCORE_ENVIRONMENT=Production
export ConnectionStrings__Migrations="Data Source=$work/demo.db" Secrets__KeyFolder="$work/keys"
export Destination__Host=127.0.0.1 Destination__Port="$destination_port" Destination__Security=None
export Destination__MasterUser=master Destination__MasterPassword=masterpw Destination__MasterSeparator='*'
export SourceAddresses__Allowed__0=127.0.0.0/8
export SourceAddresses__AllowedPorts__0=1024-65535
program=(dotnet src/Api/bin/Debug/net10.0/Hosting.Migrations.Api.dll)

say 'A database, a customer with a domain, and a token for each side'
"${program[@]}" database migrate
"${program[@]}" customers add ACME --name 'Acme Ltd' --domain acme.example
customer=$("${program[@]}" tokens issue --customer ACME --name demo | tail -n 1)
admin=$("${program[@]}" tokens issue --admin --name demo | tail -n 1)

"${program[@]}" serve --urls=http://127.0.0.1:0 >"$work/service.log" 2>&1 &
pids+=($!)
for _ in $(seq 300); do
    url=$(sed -n 's/.*Now listening on: //p' "$work/service.log")
    [ -z "$url" ] || break
    sleep 0.1
done
[ -n "$url" ] || fail 'the service did not start'

# Shows a call as it could be typed, and its answer.
call() {
    local token=$1 path=$2
    shift 2
    printf '$ curl %s%s\n' "$path" "${*:+$(printf ' %q' "$@")}" >&2
    curl --silent --show-error --header "X-Api-Token: $token" "$@" "$url$path"
}

follow() {
    local status=$1 detail=$2 answer=
    for _ in $(seq 600); do
        answer=$(curl --silent --header "X-Api-Token: $customer" "$url/api/migrations/$code")
        case $answer in
        *"\"status\":\"$status\",\"status_detail\":\"$detail\""*) echo "$status, $detail" && return ;;
        *'"status":"failed"'*) fail "$answer" ;;
        esac
        sleep 0.1
    done
    fail "it did not become $status: $answer"
}

say 'The customer uploads a CSV file: first execution at once, second tomorrow'
cat >"$work/mailboxes.csv" <<CSV
local_email;remote_server;remote_username;remote_password
ann@acme.example;127.0.0.1:$source_port;ann@acme.example;pw
bob@acme.example;127.0.0.1:$source_port;bob@acme.example;pw
CSV
tomorrow=$(date --utc --date='1 day' +%Y-%m-%dT%H:%M:%SZ)
created=$(call "$customer" /api/migrations --form "csv_file=@$work/mailboxes.csv" --form preset=standard_no_ssl --form execute_now=true \
    --form "second_execution_date=$tomorrow")
echo "$created"
code=$(sed -n 's/.*"resource_code":"\(MG[0-9]*\)".*/\1/p' <<<"$created")
[ -n "$code" ] || fail "nothing was created: $created"

say 'Logins are tried, then everything is copied'
follow scheduled 'second execution'
call "$customer" "/api/migrations/$code/resources?per=1"
echo

say 'Mail goes on arriving at the old provider'
ask deliver

say 'The MX records are switched: an admin has the second execution run now'
call "$admin" "/api/migrations/$code" --request PUT --header 'Content-Type: application/json' --data '{"execution":"second"}' --write-out '%{http_code}\n'
follow completed 'second execution'

say 'The report, as CSV'
call "$customer" "/api/migrations/$code/report" --header 'Accept: text/csv'

say 'Both sides compared, byte for byte'
ask compare
case $answer in *DIFFERS*) fail 'the mailboxes differ' ;; esac
