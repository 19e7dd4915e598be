using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.Mailboxes;

/// <summary>The whole run: publishes the service, loads mailboxes, asks for them one request at a time, reports, and leaves nothing behind.</summary>
internal sealed class Benchmark(RunOptions options, PostgreSqlServer server, string service, CancellationToken cancellationToken)
{
    private const string Database = "mailboxes";
    private const string Index =
        """
        CREATE INDEX CONCURRENTLY ix_migration_resources_search_grams ON migration_resources
        USING gin (search_grams(mailbox_text(code, local_email, remote_username, remote_server)))
        """;

    private const int WarmUps = 200;
    private const int Samples = 101;

    private readonly long _started = Stopwatch.GetTimestamp();

    public static async Task RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        using var workspace = new Workspace("mailbox-benchmark-");
        var service = Path.Combine(workspace.Temporary, "service");
        await workspace.PublishAsync("src/Api", service, cancellationToken);
        await using var server = await PostgreSqlServer.StartAsync(cancellationToken, "-c maintenance_work_mem=512MB");
        await new Benchmark(options, server, service, cancellationToken).RunAsync();
    }

    private async Task RunAsync()
    {
        await OperateAsync("database", "migrate");
        var token = (await OperateAsync("tokens", "issue", "--admin")).Trim();
        await using var connection = new NpgsqlConnection(server.ConnectionString(Database) + ";Command Timeout=0");
        await connection.OpenAsync(cancellationToken);
        Say($"loading {options.Mailboxes} mailboxes");
        await ExecuteAsync(connection, (await ReadLoadAsync()).Replace("@mailboxes", options.Mailboxes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Say("building the index");
        var building = Stopwatch.GetTimestamp();
        await ExecuteAsync(connection, Index);
        var built = Stopwatch.GetElapsedTime(building);
        await ExecuteAsync(connection, "VACUUM (ANALYZE)");
        Console.WriteLine($"{options.Mailboxes:#,0} mailboxes; index built in {built.TotalSeconds:0} s, {await ScalarAsync(connection, "SELECT pg_size_pretty(pg_relation_size('ix_migration_resources_search_grams'))")}; table {await ScalarAsync(connection, "SELECT pg_size_pretty(pg_table_size('migration_resources'))")}");

        var url = $"http://127.0.0.1:{FreePort.Find()}";
        using var process = Programs.Start(service, Settings, "/dev/null", "dotnet", "Hosting.Migrations.Api.dll", "serve", $"--urls={url}");
        try
        {
            await MeasureAsync(connection, url, token, process.Id);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private Dictionary<string, string> Settings => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Database__Provider"] = "PostgreSql",
        ["Roles"] = "api",
        ["ConnectionStrings__Migrations"] = server.ConnectionString(Database),
    };

    private async Task MeasureAsync(NpgsqlConnection connection, string url, string token, int processId)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Add("X-Api-Token", token);
        await WaitAsync(client);
        Say("warming");
        for (var i = 0; i < WarmUps; i++)
        {
            await AskAsync(client, Case.All[i % Case.All.Count].Query);
        }

        Console.WriteLine("\n| search | mailboxes | least ms | p50 ms | CPU ms a request, service and PostgreSQL |\n| --- | --- | --- | --- | --- |");
        foreach (var one in Case.All)
        {
            var query = one.Query.EndsWith("cursor=", StringComparison.Ordinal) ? one.Query + await SecondPageAsync(client, one.Query[..^"&cursor=".Length]) : one.Query;
            var (times, used) = (new List<double>(), Used(processId));
            for (var i = 0; i < Samples; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await AskAsync(client, query);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            var cpu = (Used(processId) - used) * 1000 / Samples;
            var matches = await ScalarAsync(connection, $"SELECT count(*) FROM migration_resources WHERE {one.Matches}");
            Console.WriteLine($"| {one.Name} | {Convert.ToInt64(matches, CultureInfo.InvariantCulture):#,0} | {Numbers.Text(times.Min())} | {Numbers.Text(Medians.Of(times))} | {Numbers.Text(cpu)} |");
        }
    }

    // Says more than the time where the machine has other work.
    private double Used(int processId) => ProcessTree.CpuSeconds(processId) + ProcessTree.CpuSeconds(server.ProcessId);

    private async Task WaitAsync(HttpClient client)
    {
        while (true)
        {
            try
            {
                using var ready = await client.GetAsync("/health/ready", cancellationToken);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<string> SecondPageAsync(HttpClient client, string query)
    {
        using var page = JsonDocument.Parse(await AskAsync(client, query));
        return page.RootElement.GetProperty("pagination").GetProperty("next_cursor").GetString()!;
    }

    private async Task<byte[]> AskAsync(HttpClient client, string query) => await client.GetByteArrayAsync($"/api/mailboxes?{query}", cancellationToken);

    private Task<string> OperateAsync(params string[] command) =>
        Programs.RunAsync(service, Settings, cancellationToken, ["dotnet", "Hosting.Migrations.Api.dll", .. command]);

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<string> ReadLoadAsync()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("load.sql")!);
        return await reader.ReadToEndAsync();
    }

    // The report alone goes to stdout.
    private void Say(string what) => Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(_started).TotalSeconds,4:0} s: {what}");
}
