using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>The whole run: loads, measures, reports, and leaves nothing behind.</summary>
internal sealed class Benchmark(RunOptions options, CancellationToken cancellationToken)
{
    private const int Claims = 200;
    private const int ClaimSize = 8;
    private const int Pages = 1000;
    private const int SmallMailbox = 20;
    private const int Clients = 16;

    // The first uploads after a start take seconds, in which the workers compile what a test takes.
    private const int Unmeasured = 5;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly StringBuilder _report = new();
    private readonly Plan _plan = options.Plan;

    public static async Task RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var benchmark = new Benchmark(options, cancellationToken);
        try
        {
            await benchmark.RunAsync();
        }
        finally
        {
            if (options.Output is { } output)
            {
                await File.WriteAllTextAsync(output, benchmark._report.ToString(), CancellationToken.None);
            }
        }
    }

    private async Task RunAsync()
    {
        PostgreSqlServer.FindBinaries();
        using var workspace = new Workspace("workers-benchmark-");
        Say("publishes");
        var program = Path.Combine(workspace.Temporary, "program");
        await workspace.PublishAsync("benchmarks/Workers", program, cancellationToken);
        await using var postgreSql = await PostgreSqlServer.StartAsync(cancellationToken, "-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_utility=on");
        var settings = new Dictionary<string, string>
        {
            ["Database__Provider"] = "PostgreSql",
            ["ConnectionStrings__Migrations"] = postgreSql.ConnectionString("workers") + ";Maximum Pool Size=20",
            ["Secrets__KeyFolder"] = Path.Combine(workspace.Temporary, "keys"),
            ["Destination__Host"] = "192.0.2.1",
            ["Destination__MasterUser"] = "master",
            ["Destination__MasterPassword"] = "secret",
            ["Workers__PerSourceHost"] = "1000",
            ["Workers__PerCustomer"] = "1000",
            ["Workers__ToDestination"] = "1000",
        };
        using var service = WorkerProcess.Build(settings);
        await using (var scope = service.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IDatabaseSchema>().UpdateAsync(cancellationToken);
        }

        await using var database = NpgsqlDataSource.Create(postgreSql.ConnectionString("workers"));
        await using (var extension = database.CreateCommand("CREATE EXTENSION pg_stat_statements"))
        {
            await extension.ExecuteNonQueryAsync(cancellationToken);
        }

        var backlog = new Backlog(database, service.Services.GetRequiredService<ISecretSealer>().Seal(new Secret(RealMailboxes.Password)));
        using var farm = new WorkerFarm(workspace, program, settings);
        var queue = service.Services.GetRequiredService<IWorkQueue>();
        await MeasureAsync("workers", backlog, () => MeasureWorkersAsync(farm, backlog));
        await MeasureAsync("idle", backlog, () => MeasureIdleAsync(farm, backlog));
        await MeasureAsync("claims", backlog, () => MeasureClaimsAsync(queue, backlog));
        await MeasureAsync("list", backlog, () => MeasureListAsync(service.Services, farm, backlog));
        await MeasureAsync("uploads", backlog, () => MeasureUploadsAsync(farm, backlog, queue));
        await MeasureAsync("mailboxes", backlog, () => MeasureMailboxesAsync(workspace, program, settings, backlog, queue));
    }

    private async Task MeasureAsync(string part, Backlog backlog, Func<Task> measure)
    {
        if (!options.Includes(part))
        {
            return;
        }

        await measure();
        if (options.IsProfile)
        {
            Write($"\nWhat took the most time ({part}): calls, ms, statement\n");
            (await backlog.FindSlowestAsync(cancellationToken)).ForEach(Write);
        }
    }

    private async Task MeasureWorkersAsync(WorkerFarm farm, Backlog backlog)
    {
        Write("| mailboxes in a migration | workers | runs/s | statements a run | ended with 0 |");
        Write("| ---: | ---: | ---: | ---: | --- |");
        foreach (var rows in new[] { 1, 500 })
        {
            foreach (var workers in _plan.Workers)
            {
                Say($"{workers} workers, migrations of {rows}");
                await backlog.ClearAsync(cancellationToken);
                await backlog.AddAsync(Math.Min(_plan.Customers, _plan.Runs / rows), _plan.Runs / rows, rows, cancellationToken);
                farm.Start(workers);
                while (await backlog.CountDoneAsync(cancellationToken) < (long)_plan.WarmUp * workers)
                {
                    await Task.Delay(200, cancellationToken);
                }

                var (before, statements, began) = (await backlog.CountDoneAsync(cancellationToken), await backlog.CountStatementsAsync(cancellationToken), Stopwatch.GetTimestamp());
                await Task.Delay(TimeSpan.FromSeconds(_plan.Seconds), cancellationToken);
                var done = await backlog.CountDoneAsync(cancellationToken) - before;
                var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                var asked = await backlog.CountStatementsAsync(cancellationToken) - statements;
                var failed = await farm.StopAsync(cancellationToken);
                Write(string.Create(CultureInfo.InvariantCulture, $"| {rows} | {workers} | {done / seconds:N0} | {(double)asked / Math.Max(1, done):0.0} | {(failed == 0 ? "all" : $"{failed} did not")} |"));
            }
        }
    }

    private async Task MeasureIdleAsync(WorkerFarm farm, Backlog backlog)
    {
        Say("idle workers");
        await backlog.ClearAsync(cancellationToken);
        farm.Start(2);
        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        var (statements, began) = (await backlog.CountStatementsAsync(cancellationToken), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(_plan.Seconds), cancellationToken);
        var asked = await backlog.CountStatementsAsync(cancellationToken) - statements;
        Write(string.Create(CultureInfo.InvariantCulture, $"\nStatements a second of an idle worker (mean of two): {asked / Stopwatch.GetElapsedTime(began).TotalSeconds / 2:0.0}.\n"));
        await farm.StopAsync(cancellationToken);
    }

    private async Task MeasureClaimsAsync(IWorkQueue queue, Backlog backlog)
    {
        Write("| runs that wait | customers | claim of 8, median ms | p99 ms |");
        Write("| ---: | ---: | ---: | ---: |");
        foreach (var waiting in _plan.Queues)
        {
            Say($"claims from {waiting}");
            await backlog.ClearAsync(cancellationToken);
            var customers = Math.Min(_plan.Customers, waiting / 10);
            await backlog.AddAsync(customers, waiting / 10, 10, cancellationToken);
            await MeasureClaimAsync(queue, string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} | {customers:N0}"), perHost: 1000);
        }

        if (options.IsProfile)
        {
            Write($"\nHow a claim is done, {_plan.Queues[^1]:N0} waiting:\n");
            (await backlog.ExplainClaimAsync(ClaimSize, cancellationToken)).ForEach(Write);
        }

        // Behind a host that is full, all but a hundred customers can't be served, whose turns come first.
        Say("claims past a full host");
        await backlog.ClearAsync(cancellationToken);
        await backlog.AddAsync(_plan.Customers, _plan.Customers, 10, cancellationToken);
        await backlog.CrowdAsync(exceptCustomers: 100, cancellationToken);
        await queue.ClaimAsync(new WorkDemand("full", 1, 0, new WorkerOptions { PerSourceHost = 1 }), cancellationToken);
        await MeasureClaimAsync(queue, string.Create(CultureInfo.InvariantCulture, $"{_plan.Customers * 10:N0} | {_plan.Customers:N0}, all but 100 of one full host"), perHost: 1);
    }

    private async Task MeasureClaimAsync(IWorkQueue queue, string name, int perHost)
    {
        var limits = new WorkerOptions { PerSourceHost = perHost, PerCustomer = 1000, ToDestination = 10_000 };
        var times = new List<double>();
        for (var claim = 0; claim < Claims; claim++)
        {
            var began = Stopwatch.GetTimestamp();
            var claimed = await queue.ClaimAsync(new WorkDemand("benchmark", ClaimSize, ClaimSize, limits), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            foreach (var run in claimed)
            {
                await queue.DropAsync(run, "benchmark", cancellationToken);
            }
        }

        times.Sort();
        Write(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[times.Count / 2]:0.0} | {times[(int)(times.Count * .99)]:0.0} |"));
    }

    private async Task MeasureListAsync(IServiceProvider services, WorkerFarm farm, Backlog backlog)
    {
        Say("the list");
        await backlog.ClearAsync(cancellationToken);
        await backlog.AddAsync(_plan.Customers, _plan.Queues[^1] / 10, 10, cancellationToken);
        await ListAsync(services);
        var idle = await ListAsync(services);
        farm.Start(2);
        while (await backlog.CountDoneAsync(cancellationToken) < 2 * _plan.WarmUp)
        {
            await Task.Delay(200, cancellationToken);
        }

        var busy = await ListAsync(services);
        await farm.StopAsync(cancellationToken);
        Write("\n| first page of all migrations | median ms | p99 ms |");
        Write("| --- | ---: | ---: |");
        foreach (var (when, times) in new[] { ("nothing else to do", idle), ("two workers busy", busy) })
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"| {_plan.Queues[^1]:N0} runs wait, {when} | {times[times.Count / 2]:0.0} | {times[(int)(times.Count * .99)]:0.0} |"));
        }
    }

    private async Task<List<double>> ListAsync(IServiceProvider services)
    {
        var times = new List<double>();
        for (var page = 0; page < Pages; page++)
        {
            await Task.Delay(5, cancellationToken);
            var began = Stopwatch.GetTimestamp();
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ListMigrationsQuery(Caller.Admin), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private async Task MeasureUploadsAsync(WorkerFarm farm, Backlog backlog, IWorkQueue queue)
    {
        Say("uploads of an idle customer");
        await backlog.ClearAsync(cancellationToken);
        await backlog.AddAsync(1, _plan.Backlog / 500, 500, cancellationToken);
        farm.Start(2);
        while (await backlog.CountDoneAsync(cancellationToken) < 100)
        {
            await Task.Delay(100, cancellationToken);
        }

        var times = new List<double>();
        for (var upload = -Unmeasured; upload < _plan.Uploads; upload++)
        {
            var began = Stopwatch.GetTimestamp();
            var id = await backlog.UploadAsync(Unmeasured + upload, "standard_ssl", "imap.idle.example.net", ["idle@example.com"], cancellationToken);
            await queue.FillAsync(id, cancellationToken);
            while (!await backlog.HasBegunAsync(id, cancellationToken))
            {
                await Task.Delay(5, cancellationToken);
            }

            if (upload >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        times.Sort();
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\nFrom an idle customer's upload to its first run, while another has {_plan.Backlog:N0} waiting: median {times[times.Count / 2]:0} ms, p99 {times[(int)(times.Count * .99)]:0} ms.\n"));
        await farm.StopAsync(cancellationToken);
    }

    private async Task MeasureMailboxesAsync(Workspace workspace, string program, Dictionary<string, string> settings, Backlog backlog, IWorkQueue queue)
    {
        const int Workers = 4;
        Write("\n| real mailboxes, 4 workers | runs/s | bare clients' logins and LISTs, runs/s | ratio | ended well |");
        Write("| --- | ---: | ---: | ---: | --- |");
        foreach (var (mailboxes, messages) in new[] { (_plan.Mailboxes, 0), (_plan.SmallMailboxes, SmallMailbox) })
        {
            Say($"{mailboxes} mailboxes of {messages} messages");
            await backlog.ClearAsync(cancellationToken);
            await using var servers = await RealMailboxes.StartAsync(mailboxes, messages, cancellationToken);
            var bare = await servers.LogInAsync(Clients, cancellationToken);
            using var farm = new WorkerFarm(workspace, program, settings.Concat(servers.Settings).GroupBy(setting => setting.Key).ToDictionary(same => same.Key, same => same.Last().Value));
            var (runs, successes) = await servers.MigrateAsync(farm, Workers, backlog, queue, cancellationToken);
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {mailboxes} of {messages} messages | {runs:0.0} | {bare:0.0} | {runs / bare:0.00} | {(successes == mailboxes ? "all" : $"{successes}")} |"));
        }
    }

    // At once: a run that is given up has measured something too.
    private void Write(string line)
    {
        _report.AppendLine(line);
        Console.WriteLine(line);
    }

    // The report alone goes to stdout.
    private void Say(string what) =>
        Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: {what}");
}
