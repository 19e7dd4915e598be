using System.Diagnostics;
using Hosting.Migrations.Benchmarks.List.Runner.Load;
using Hosting.Migrations.Benchmarks.List.Runner.Reporting;
using Hosting.Migrations.Benchmarks.List.Runner.Servers;
using Hosting.Migrations.Benchmarks.List.Runner.Setup;

namespace Hosting.Migrations.Benchmarks.List.Runner;

/// <summary>The whole run: builds, loads, checks, warms, measures, reports, and leaves nothing behind.</summary>
internal sealed class Benchmark(Plan plan, CancellationToken cancellationToken)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public static async Task RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var results = await new Benchmark(options.Plan, cancellationToken).RunAsync();
        var report = Report.Write(results);
        Console.Write(report);
        if (options.Output is { } output)
        {
            await File.WriteAllTextAsync(output, report, cancellationToken);
        }
    }

    private async Task<Results> RunAsync()
    {
        Programs.Require(Wrk.Program, "wrk");
        Programs.Require("node", "nodejs");
        Programs.Require("npm", "npm");
        PostgreSqlServer.FindBinaries();

        using var workspace = new Workspace("list-benchmark-");
        var builds = new Builds(workspace);
        Say("building the service");
        await builds.PublishServiceAsync(cancellationToken);
        await using var postgreSql = await PostgreSqlServer.StartAsync(cancellationToken);
        var databases = CreateDatabasesAsync(new SampleDatabases(postgreSql, builds));
        await Task.WhenAll(databases, builds.BuildPeersAsync(cancellationToken));

        using var farm = new ServerFarm(workspace, builds, postgreSql);
        Say("measuring the start");
        var startSeconds = await StartUp.MeasureAsync(farm, (await databases)[^1], cancellationToken);
        return await MeasureAsync(farm, await databases, startSeconds, new Rounds(new Meter(postgreSql.ProcessId), plan, _started, Say));
    }

    private async Task<List<SampleDatabase>> CreateDatabasesAsync(SampleDatabases databases)
    {
        var created = new List<SampleDatabase>();
        foreach (var size in plan.Sizes)
        {
            Say($"loading {size.Migrations} migrations");
            created.Add(await databases.CreateAsync(size, cancellationToken));
        }

        return created;
    }

    private async Task<Results> MeasureAsync(ServerFarm farm, List<SampleDatabase> databases, double startSeconds, Rounds rounds)
    {
        var servers = new List<Server>();
        foreach (var database in databases)
        {
            var kinds = database.Size == plan.Largest ? Enum.GetValues<ServerKind>() : [ServerKind.Service];
            foreach (var kind in kinds)
            {
                servers.Add(await farm.StartAsync(kind, database, cancellationToken));
            }
        }

        Say("comparing the answers");
        await Agreement.CheckAsync([.. servers.Where(server => server.Database.Size == plan.Largest)], cancellationToken);
        var records = await CountAsync(servers.Where(server => server.Kind == ServerKind.Service));

        var warm = new List<double>();
        foreach (var server in servers)
        {
            await rounds.WarmUpAsync(server, cancellationToken);
            warm.Add(ProcessTree.ResidentMegabytes(server.ProcessId));
        }

        var measurements = await rounds.MeasureAsync(servers, cancellationToken);
        var memory = servers.Zip(warm, (server, before) => new Memory(server, before, ProcessTree.ResidentMegabytes(server.ProcessId)));
        return new Results(plan, measurements, records, startSeconds, [.. memory]);
    }

    private async Task<Dictionary<(Size Size, Case Case), long>> CountAsync(IEnumerable<Server> servers)
    {
        var records = new Dictionary<(Size Size, Case Case), long>();
        foreach (var server in servers)
        {
            foreach (var @case in Case.All)
            {
                records[(server.Database.Size, @case)] = await Agreement.CountAsync(server, @case.Request(server.Database), cancellationToken);
            }
        }

        return records;
    }

    // The report alone goes to stdout.
    private void Say(string what) =>
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: {what}");
}
