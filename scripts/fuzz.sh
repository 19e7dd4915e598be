#!/usr/bin/env bash
# Looks for words of a server that the IMAP client can't take: AFL++ (Debian: apt-get install afl++) makes them up, led by what each reaches in the client.
# Usage: scripts/fuzz.sh SECONDS [FOLDER]     What is found lies in FOLDER/found/default/crashes and .../hangs; FOLDER is fuzzing/ by default, and a second call goes on from it.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
command -v afl-fuzz >/dev/null || { echo 'Install AFL++ first (Debian: apt-get install afl++).' >&2; exit 1; }
seconds=$1
folder=${2:-fuzzing}

dotnet tool restore >/dev/null
dotnet build tests/Imap.Fuzzing --configuration Release --output "$folder/program" -p:RunAnalyzers=false --verbosity quiet
program=(dotnet "$folder/program/Hosting.Migrations.Imap.Fuzzing.dll")
"${program[@]}" record "$folder/seeds"

# From here on it runs under the fuzzer alone.
dotnet sharpfuzz "$folder/program/Hosting.Migrations.Imap.dll"

# The program is no native one, and reports what goes wrong itself: neither a special kernel nor a core file is needed.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_AUTORESUME=1
afl-fuzz -i "$folder/seeds" -o "$folder/found" -t 30000 -V "$seconds" -- "${program[@]}" fuzz
grep -E '^(execs_done|corpus_count|edges_found|saved_crashes|saved_hangs) ' "$folder/found/default/fuzzer_stats"
