#!/usr/bin/env bash
# Generates src/Generated from the description of the API. 'dotnet tool restore' comes first.
set -euo pipefail
cd "$(dirname "$0")"

# With a backing store the models know what has been set to null, and send it; what has not been set is left out.
export KIOTA_OFFLINE_ENABLED=true KIOTA_TUTORIAL_ENABLED=false DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet kiota generate --language CSharp --openapi ../../docs/openapi.yaml --class-name MigrationsClient --namespace-name Hosting.Migrations.Client \
    --output src/Generated --clean-output --exclude-backward-compatible --backing-store --structured-mime-types application/json \
    --serializer Microsoft.Kiota.Serialization.Json.JsonSerializationWriterFactory --deserializer Microsoft.Kiota.Serialization.Json.JsonParseNodeFactory \
    --disable-validation-rules NoServerEntry
