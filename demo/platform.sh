# What the demo and the check of the clients have in common, to be sourced: two mail servers on loopback, and a service with a customer between them.
# Whoever sources it stands in the repository's root, and says what fails in a function of its own, fail.

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

build_platform() {
    dotnet build src/Api --verbosity quiet --nologo >/dev/null
    dotnet build demo/MailServers --verbosity quiet --nologo >/dev/null
}

# Sets source_port and destination_port; 'ask' has the servers do something.
start_mail_servers() {
    mkfifo "$work/commands" "$work/answers"
    dotnet demo/MailServers/bin/Debug/net10.0/Hosting.Migrations.MailServers.Demo.dll <"$work/commands" >"$work/answers" 2>"$work/servers.log" &
    pids+=($!)
    exec 3>"$work/commands" 4<"$work/answers"
    read -r -t 60 source_port destination_port <&4 || fail 'the mail servers did not start'
}

ask() { echo "$1" >&3 && read -r -t 60 answer <&4 && echo "$answer"; }

# Sets customer and admin, a token of each.
add_customer() {
    export ASPNETCORE_ENVIRONMENT=Production
    export ConnectionStrings__Migrations="Data Source=$work/demo.db" Secrets__KeyFolder="$work/keys"
    export Destination__Host=127.0.0.1 Destination__Port="$destination_port" Destination__Security=None
    export Destination__MasterUser=master Destination__MasterPassword=masterpw Destination__MasterSeparator='*'
    export SourceAddresses__Allowed__0=127.0.0.0/8
    export SourceAddresses__AllowedPorts__0=1024-65535
    program=(dotnet src/Api/bin/Debug/net10.0/Hosting.Migrations.Api.dll)
    "${program[@]}" database migrate
    "${program[@]}" customers add ACME --name 'Acme Ltd' --domain acme.example
    customer=$("${program[@]}" tokens issue --customer ACME --name demo | tail -n 1)
    admin=$("${program[@]}" tokens issue --admin --name demo | tail -n 1)
}

# Sets url.
start_service() {
    : >"$work/service.log"
    "${program[@]}" serve --urls=http://127.0.0.1:0 >"$work/service.log" 2>&1 &
    pids+=($!)
    local deadline=$((SECONDS + 60))
    until url=$(sed -n 's/.*Now listening on: //p' "$work/service.log") && [ -n "$url" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail 'the service did not start'
        sleep 0.1
    done
}
