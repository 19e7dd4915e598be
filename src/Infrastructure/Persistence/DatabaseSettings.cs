using System.Data.Common;
using Hosting.Migrations.Application.Errors;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Which database is used, and how it is reached.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="ConnectionString">How it is reached; well-formed for the kind.</param>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString)
{
    private const string ProviderKey = "Database:Provider";
    /// <summary>The setting that says how the database is reached.</summary>
    public const string ConnectionKey = "ConnectionStrings:Migrations";
    private const string DefaultFile = "App_Data/migrations.db";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or has a bad value.</exception>
    public static DatabaseSettings Read(IConfiguration configuration, string contentRoot)
    {
        var provider = ReadProvider(configuration[ProviderKey]);
        var connectionString = configuration[ConnectionKey];
        try
        {
            return new DatabaseSettings(provider, Complete(provider, connectionString, contentRoot));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The text itself is left out of the message: it may hold a password.
            throw new InvalidSettingException(ConnectionKey, $"is not a connection string for {provider}");
        }
    }

    private static DatabaseProvider ReadProvider(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DatabaseProvider.Sqlite;
        }

        // Not Enum.TryParse alone: it takes numbers too.
        return Array.Exists(Enum.GetNames<DatabaseProvider>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
            ? Enum.Parse<DatabaseProvider>(text, ignoreCase: true)
            : throw new InvalidSettingException(ProviderKey, $"is '{text}', but must be one of: {string.Join(", ", Enum.GetNames<DatabaseProvider>())}");
    }

    private static string Complete(DatabaseProvider provider, string? connectionString, string contentRoot)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            return CompleteSqlite(connectionString, contentRoot);
        }

        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidSettingException(ConnectionKey, $"is required for {provider}");
        }

        return provider == DatabaseProvider.PostgreSql
            ? RequireServer(RequirePlainPool(new NpgsqlConnectionStringBuilder(connectionString)), builder => builder.Host)
            : RequireServer(new SqlConnectionStringBuilder(connectionString), builder => builder.DataSource);
    }

    // With multiplexing the lock that is taken before the schema changes would hold nothing: see decision 0010.
    private static NpgsqlConnectionStringBuilder RequirePlainPool(NpgsqlConnectionStringBuilder builder) =>
        builder.Multiplexing ? throw new InvalidSettingException(ConnectionKey, "must not ask for Multiplexing") : builder;

    private static string RequireServer<TBuilder>(TBuilder builder, Func<TBuilder, string?> server)
        where TBuilder : DbConnectionStringBuilder =>
        string.IsNullOrWhiteSpace(server(builder))
            ? throw new InvalidSettingException(ConnectionKey, "names no server")
            : builder.ConnectionString;

    private static string CompleteSqlite(string? connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString ?? string.Empty) { ForeignKeys = true };
        if (builder.Mode == SqliteOpenMode.Memory
            || builder.DataSource.StartsWith(':')
            || builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || Path.EndsInDirectorySeparator(builder.DataSource))
        {
            throw new InvalidSettingException(ConnectionKey, "must name a plain file for Sqlite");
        }

        builder.DataSource = Path.GetFullPath(builder.DataSource is "" ? DefaultFile : builder.DataSource, contentRoot);
        return builder.ConnectionString;
    }
}
