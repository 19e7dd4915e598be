using System.Collections.Frozen;
using System.Globalization;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>A PostgreSQL of the benchmark's own: made from installed binaries in a temporary folder, and gone afterwards.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string User = "postgres";

    private readonly string _binaries = FindBinaries();
    private readonly string _folder = Directory.CreateTempSubdirectory("benchmark-postgresql-").FullName;

    private readonly string _settings;

    private PostgreSqlServer(string settings) => _settings = settings;

    public int Port { get; } = FreePort.Find();

    public int ProcessId { get; private set; }

    private string Data => Path.Combine(_folder, "data");

    private string ProcessIdFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Starts one.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="settings">More of them, as <c>-c name=value</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(CancellationToken cancellationToken, string settings = "")
    {
        var server = new PostgreSqlServer(settings);
        try
        {
            await server.StartOnceAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach a database of this server.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={User};Database={database}";

    /// <summary>The same for programs that follow libpq.</summary>
    public Dictionary<string, string> LibpqVariables(string database) => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = User,
        ["PGDATABASE"] = database,
    };

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(ProcessIdFile))
        {
            await RunAsync("pg_ctl", ["stop", "-w", "-m", "immediate", "-D", Data]);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes sure that PostgreSQL is installed.</summary>
    /// <returns>The folder of its programs.</returns>
    public static string FindBinaries()
    {
        // Debian keeps one folder a version; elsewhere the programs are on the path.
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        return folders.Concat(Programs.SearchPath()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new BenchmarkException("PostgreSQL's server programs are missing. Install them (Debian and Ubuntu: apt-get install postgresql).");
    }

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Programs.RunAsync("/", FrozenDictionary<string, string>.Empty, cancellationToken, "chown", User, _folder);
        }

        await RunAsync("initdb", ["-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var settings = $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 "
            + $"-c shared_buffers=512MB -c max_wal_size=4GB {_settings}";
        await RunAsync("pg_ctl", ["start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", settings]);
        var processIdFile = await File.ReadAllLinesAsync(ProcessIdFile, cancellationToken);
        ProcessId = int.Parse(processIdFile[0], CultureInfo.InvariantCulture);
    }

    // PostgreSQL refuses to run as root. Its server inherits the output of pg_ctl, so that must not be a pipe that somebody reads to the end.
    // Nothing interrupts this: it takes seconds, and half a server could not be stopped.
    private async Task RunAsync(string program, string[] arguments)
    {
        string[] command = [Path.Combine(_binaries, program), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["runuser", "-u", User, "--", .. command];
        }

        using var process = Programs.Start("/", FrozenDictionary<string, string>.Empty, "/dev/null", command);
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
        {
            throw new BenchmarkException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
        }
    }
}
