#!/usr/bin/env bash
# Adds a schema migration to every provider: scripts/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: scripts/add-migration.sh NAME}
dotnet tool restore
dotnet build src/Infrastructure
for provider in Sqlite PostgreSql SqlServer; do
    dotnet ef migrations add "$name" --no-build --project src/Infrastructure --startup-project src/Infrastructure \
        --context "${provider}MigrationsDbContext" --output-dir "Persistence/Providers/$provider/Migrations"
done
