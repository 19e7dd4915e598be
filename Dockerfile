# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages change more seldom than the code: restored first, they stay in the cache.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Application/Application.csproj src/Application/
COPY src/Imap/Imap.csproj src/Imap/
COPY src/Infrastructure/Infrastructure.csproj src/Infrastructure/
COPY src/Cli/Cli.csproj src/Cli/
COPY src/Api/Api.csproj src/Api/
RUN dotnet restore src/Api/Api.csproj --use-current-runtime

COPY src/ src/
RUN dotnet publish src/Api/Api.csproj --configuration Release --use-current-runtime --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# The keys, and a SQLite database where one is used, lie in folders that the program's user may write.
RUN mkdir -p App_Data/keys && chown -R "$APP_UID" App_Data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
    CMD ["dotnet", "Hosting.Migrations.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Hosting.Migrations.Api.dll"]
