using Hosting.Migrations.Benchmarks.Engine.Cases;
using Hosting.Migrations.Benchmarks.Engine.Reporting;
using Hosting.Migrations.Benchmarks.Engine.Running;
using Hosting.Migrations.Benchmarks.Engine.Setup;
using Hosting.Migrations.Benchmarks.Engine.Tools;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Benchmarks.Engine;

/// <summary>The whole run: builds, seeds, measures, verifies, reports, and leaves nothing behind.</summary>
internal static class Benchmark
{
    public static async Task RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (!DovecotServer.IsInstalled)
        {
            throw new BenchmarkException("Dovecot is missing. Install it (Debian and Ubuntu: apt-get install dovecot-imapd).");
        }

        using var workspace = new Workspace("engine-benchmark-");
        var (native, service) = (Path.Combine(workspace.Temporary, "native"), Path.Combine(workspace.Temporary, "service"));
        await workspace.PublishAsync("src/Cli", native, cancellationToken);
        await workspace.PublishAsync("src/Api", service, cancellationToken);
        await using var bed = await TestBed.StartAsync(workspace, cancellationToken);
        Tool[] all =
        [
            new OwnEngine(OwnEngine.Native, Path.Combine(native, "Hosting.Migrations.Cli")),
            new OwnEngine(OwnEngine.Service, "dotnet", Path.Combine(service, "Hosting.Migrations.Api.dll")),
            new ImapSync(),
            new Mbsync(),
            new InterImap(),
            new DoveadmBackup(bed.Destination.ConfigurationFile),
        ];
        Tool[] installed = [.. all.Where(InstalledTools.IsInstalled)];
        var bench = new Bench(options.Plan, bed, new Launcher(workspace), installed, cancellationToken);
        foreach (var missing in all.Except(installed))
        {
            bench.Say($"{missing.Name} is not installed, and left out");
        }

        await MeasureAsync(bench, options.Only);
        var versions = new List<(string Tool, string Version)>();
        foreach (var tool in installed)
        {
            versions.Add((tool.Name, await InstalledTools.ReadVersionAsync(tool, cancellationToken)));
        }

        var report = Report.Write(new Results(options.Plan, versions, bench.Measurements, bench.Kills));
        Console.Write(report);
        if (options.Output is { } output)
        {
            await File.WriteAllTextAsync(output, report, cancellationToken);
        }
    }

    private static async Task MeasureAsync(Bench bench, string? only)
    {
        Case[] all = [new LargeMailbox(bench), new Growth(bench), new DistantServers(bench), new SmallMailboxes(bench), new Memory(bench), new KillAndRerun(bench)];
        var cases = all.Where(@case => only is null || only == @case.Name).ToList();
        if (cases is [])
        {
            throw new BenchmarkException($"There is no case '{only}', but {string.Join(", ", all.Select(@case => @case.Name))}.");
        }

        foreach (var @case in cases)
        {
            bench.Say($"seeding for {@case.Name}");
            await @case.SeedAsync();
        }

        for (bench.Round = 1; bench.Round <= bench.Plan.Rounds; bench.Round++)
        {
            foreach (var @case in cases.TakeWhile(_ => bench.Round == 1 || !bench.IsTimeUp))
            {
                await @case.RunAsync();
            }
        }
    }
}
