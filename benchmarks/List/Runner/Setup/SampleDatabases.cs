using System.Globalization;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Runner.Setup;

/// <summary>Makes databases with the service's own program, as an operator would.</summary>
internal sealed class SampleDatabases(PostgreSqlServer server, Builds builds)
{
    private const string AsOf = "2026-11-23";

    private const string FindCustomer =
        """
        SELECT owner FROM migrations GROUP BY owner ORDER BY abs(count(*) - 40), owner LIMIT 1
        """;

    private const string FindMigration =
        """
        SELECT code FROM migrations ORDER BY id OFFSET (SELECT count(*) / 2 FROM migrations) LIMIT 1
        """;

    public async Task<SampleDatabase> CreateAsync(Size size, CancellationToken cancellationToken)
    {
        var name = $"bench{size.Name}";
        await OperateAsync(name, cancellationToken, "database", "migrate");
        await OperateAsync(name, cancellationToken, "seed", "--customers", Text(size.Customers), "--migrations", Text(size.Migrations), "--as-of", AsOf);

        await using var connection = new NpgsqlConnection(server.ConnectionString(name) + ";Command Timeout=300");
        await connection.OpenAsync(cancellationToken);
        await QueryAsync(connection, "VACUUM (ANALYZE)", cancellationToken);
        var customer = await QueryAsync(connection, FindCustomer, cancellationToken);
        var migration = await QueryAsync(connection, FindMigration, cancellationToken);
        return new SampleDatabase(
            size,
            name,
            await IssueTokenAsync(name, cancellationToken, "--admin"),
            await IssueTokenAsync(name, cancellationToken, "--customer", customer),
            customer,
            migration);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> IssueTokenAsync(string database, CancellationToken cancellationToken, params string[] owner) =>
        (await OperateAsync(database, cancellationToken, ["tokens", "issue", .. owner])).Trim();

    private Task<string> OperateAsync(string database, CancellationToken cancellationToken, params string[] command) =>
        Programs.RunAsync(
            builds.Service,
            ServiceSettings.For(server.ConnectionString(database)),
            cancellationToken,
            ["dotnet", ServiceSettings.Program, .. command]);

    private static async Task<string> QueryAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? string.Empty;
    }
}
