using System.Diagnostics;
using Hosting.Migrations.MailServers;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Databases;

/// <summary>
/// A PostgreSQL of the tests' own: made from installed binaries in a temporary folder, on a free loopback port, and gone
/// afterwards. <c>TEST_POSTGRESQL</c> names another one by its connection string, whose user may create databases.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(90);

    private readonly string? _binaries;
    private readonly string? _folder;

    private PostgreSqlServer(string connectionString) => ConnectionString = connectionString;

    private PostgreSqlServer(string binaries, string folder, int port)
        : this($"Host=127.0.0.1;Port={port};Username={User};Database=postgres;Command Timeout=300") =>
        (_binaries, _folder) = (binaries, folder);

    public string ConnectionString { get; }

    /// <summary>Starts a server; null where none is installed.</summary>
    public static async Task<PostgreSqlServer?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRESQL") is { Length: > 0 } external)
        {
            return new PostgreSqlServer(external);
        }

        if (FindBinaries() is not { } binaries)
        {
            return null;
        }

        return await FreePort.StartAsync(port => StartAsync(binaries, port), ServerStartException.IsOverPort);
    }

    private static async Task<PostgreSqlServer> StartAsync(string binaries, int port)
    {
        var folder = Directory.CreateTempSubdirectory("hosting-migrations-postgresql-").FullName;
        var server = new PostgreSqlServer(binaries, folder, port);
        try
        {
            await server.CreateAndStartAsync(folder, port);
            return server;
        }
        catch (InvalidOperationException fault) when (HasLostItsPort(folder))
        {
            Directory.Delete(folder, recursive: true);
            throw new ServerStartException(fault.Message, isOverPort: true);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static bool HasLostItsPort(string folder) =>
        Path.Combine(folder, "log") is var log && File.Exists(log) && File.ReadAllText(log).Contains("Address already in use", StringComparison.Ordinal);

    private async Task CreateAndStartAsync(string folder, int port)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, folder);
        }

        var data = Path.Combine(folder, "data");
        await RunBinaryAsync("initdb", "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunBinaryAsync(
            "pg_ctl", "start", "-w", "-D", data, "-l", Path.Combine(folder, "log"),
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=400");
    }

    /// <summary>Creates an empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database that <see cref="CreateDatabaseAsync"/> created.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_folder is not null)
        {
            await RunBinaryAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Path.Combine(_folder, "data"));
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string? FindBinaries()
    {
        // Debian keeps one folder a version; elsewhere the programs are on the path.
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return folders.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static Version VersionOf(string folder) =>
        Version.TryParse($"{Path.GetFileName(folder)}.0", out var version) ? version : new Version();

    // PostgreSQL refuses to run as root.
    private Task RunBinaryAsync(string name, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", User, "--", Path.Combine(_binaries!, name), .. arguments])
            : RunAsync(Path.Combine(_binaries!, name), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl's server inherits its output: reading a pipe to its end would wait for the server.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(CommandTimeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {CommandTimeout}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
