using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Benchmarks.List.Runner.Setup;

namespace Hosting.Migrations.Benchmarks.List.Runner.Servers;

/// <summary>Starts servers, and ends them all.</summary>
internal sealed class ServerFarm(Workspace workspace, Builds builds, PostgreSqlServer postgreSql) : IDisposable
{
    private const string TokenCacheSeconds = "5";
    private const string FastifyWorkers = "2";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(5);

    private readonly List<Server> _servers = [];

    /// <summary>Starts a server, and waits for its first answer.</summary>
    public async Task<Server> StartAsync(ServerKind kind, SampleDatabase database, CancellationToken cancellationToken)
    {
        var port = FreePort.Find();
        var log = workspace.LogOf($"{kind}-{database.Name}");
        var server = new Server(kind, database, port, Start(kind, database, port, log));
        _servers.Add(server);
        await WaitAsync(server, log, cancellationToken);
        return server;
    }

    public void Stop(Server server)
    {
        _servers.Remove(server);
        server.Dispose();
    }

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    private Process Start(ServerKind kind, SampleDatabase database, int port, string log)
    {
        var portText = port.ToString(CultureInfo.InvariantCulture);
        var connectionString = postgreSql.ConnectionString(database.Name);
        return kind switch
        {
            ServerKind.Service => Programs.Start(
                builds.Service, ServiceSettings.For(connectionString), log, "dotnet", ServiceSettings.Program, "serve", $"--urls=http://127.0.0.1:{portText}"),
            ServerKind.Limit => StartLimit("0"),
            ServerKind.LimitWithCache => StartLimit(TokenCacheSeconds),
            ServerKind.Fastify => Programs.Start(builds.Fastify, FastifySettings(), log, "node", "server.js"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        Process StartLimit(string tokenCacheSeconds) => Programs.Start(
            builds.Limit,
            new Dictionary<string, string>
            {
                ["PORT"] = portText,
                ["CONNECTION_STRING"] = connectionString,
                ["TOKEN_CACHE_SECONDS"] = tokenCacheSeconds,
            },
            log,
            "dotnet", "Hosting.Migrations.Benchmarks.List.Limit.dll");

        Dictionary<string, string> FastifySettings() => new(postgreSql.LibpqVariables(database.Name))
        {
            ["PORT"] = portText,
            ["TOKEN_CACHE_SECONDS"] = TokenCacheSeconds,
            ["WORKERS"] = FastifyWorkers,
            ["NODE_ENV"] = "production",
        };
    }

    private static async Task WaitAsync(Server server, string log, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (await Client.FindProblemAsync(server, cancellationToken) is { } problem)
        {
            if (server.HasEnded || Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                var output = await File.ReadAllTextAsync(log, cancellationToken);
                throw new BenchmarkException($"{server.Title} does not start: {problem} It wrote:\n{output}");
            }

            await Task.Delay(RetryDelay, cancellationToken);
        }
    }
}
