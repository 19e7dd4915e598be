#!/usr/bin/env bash
# Unpacks Debian's Cyrus and Courier for the tests into a folder: scripts/unpack-mail-servers.sh [FOLDER]
# Debian installs one IMAP server at a time, and starts it; unpacked, they stand beside Dovecot and nothing starts by itself.
set -euo pipefail
folder=${1:-${TEST_MAIL_SERVERS:-/opt/hosting-migrations-mail-servers}}

# The libraries that a server needs and this machine lacks.
missing() {
    LC_ALL=C apt-get install --simulate --no-install-recommends "$@" |
        awk '$1 == "Inst" && $2 ~ /^lib/ && $2 !~ /-dev$/ { print $2 }'
}

unpack() {
    local name=$1 probe=$2 work
    shift 2
    [ ! -x "$folder/$name/$probe" ] || return 0
    work=$(mktemp -d)
    mkdir "$work/root"
    (cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "$@" $(missing "$@"))
    for package in "$work"/*.deb; do
        dpkg-deb --extract "$package" "$work/root"
    done
    chmod -R u+w,go+rX "$work/root"
    mkdir -p "$folder"
    rm -rf "${folder:?}/$name"
    cp -a "$work/root" "$folder/$name.new"
    mv "$folder/$name.new" "$folder/$name"
    rm -rf "$work"
}

unpack cyrus usr/lib/cyrus/bin/master cyrus-imapd cyrus-common sasl2-bin libsasl2-modules libsasl2-modules-db
unpack courier usr/bin/imapd courier-imap courier-base courier-authlib gamin libgamin0
