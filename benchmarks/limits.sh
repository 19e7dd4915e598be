#!/usr/bin/env bash
# What the limits of requests cost the list: the service with them and without, in turn, by the processor time of a request. Needs wrk; about five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9}
folder=$(mktemp -d)
services=()
trap 'kill "${services[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT
dotnet publish src/Api --configuration Release --output "$folder/service" >/dev/null
export ASPNETCORE_ENVIRONMENT=Production ConnectionStrings__Migrations="Data Source=$folder/list.db" Roles=api
run() { dotnet "$folder/service/Hosting.Migrations.Api.dll" "$@"; }
run database migrate >/dev/null
run seed --customers 200 --migrations 10000 >/dev/null
token=$(run tokens issue --admin --scope read 2>/dev/null)

start() { # name, port, requests a minute
    RateLimits__PerToken=$3 dotnet "$folder/service/Hosting.Migrations.Api.dll" serve --urls="http://127.0.0.1:$2" >"$folder/$1.log" 2>&1 &
    services+=($!)
    for _ in $(seq 100); do curl -fs "http://127.0.0.1:$2/health/ready" >/dev/null && return; sleep 0.2; done
    echo "The service with limits $1 does not start." >&2
    exit 1
}

used() { awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / ticks }' "/proc/$1/stat"; }

# Prints the microseconds of processor time that a request costs.
load() { # pid, port, seconds, path
    local before requests
    before=$(used "$1")
    requests=$(wrk -t1 -c8 -d"${3}s" -H "X-Api-Token: $token" "http://127.0.0.1:$2$4" | awk '/requests in/ { print $1 } /Non-2xx/ { exit 1 }')
    awk -v before="$before" -v after="$(used "$1")" -v requests="$requests" 'BEGIN { print (after - before) / requests * 1e6 }'
}

start on 5981 600000000
start off 5982 0
for path in /api/migrations /api/presets; do
    load "${services[0]}" 5981 20 "$path" >/dev/null
    load "${services[1]}" 5982 20 "$path" >/dev/null
    for round in $(seq "$rounds"); do
        if ((round % 2)); then
            on=$(load "${services[0]}" 5981 4 "$path") off=$(load "${services[1]}" 5982 4 "$path")
        else
            off=$(load "${services[1]}" 5982 4 "$path") on=$(load "${services[0]}" 5981 4 "$path")
        fi
        echo "$on $off"
    done | awk '{ print $1 / $2, $1 }' | sort -n | awk -v path="$path" '{ ratio[NR] = $1; on[NR] = $2 }
        END { middle = int((NR + 1) / 2); print path ": " on[middle] " us with limits, with / without: " ratio[middle] " (median of " NR " rounds)" }'
done
