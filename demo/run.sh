#!/usr/bin/env bash
# Walks through the whole life of a migration: two Dovecots with sample mailboxes on loopback, the service, and curl.
# Needs the .NET SDK, curl and Debian's dovecot-imapd. Takes about half a minute, and leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

. demo/platform.sh

fail() {
    echo "The demo failed: $*" >&2
    tail -n 30 "$work/service.log" >&2 || true
    exit 1
}

build_platform

say 'Two mail servers: the old provider, with mail for Ann and Bob, and the platform, still empty'
start_mail_servers
echo "old provider: 127.0.0.1:$source_port    platform: 127.0.0.1:$destination_port"

say 'A database, a customer with a domain, and a token for each side'
add_customer
start_service

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
