using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Databases;

/// <summary>Test data in which every argument is optional.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);

    private static int _lastNumber;

    public static Customer ACustomer(string code = "C1", params string[] domains) =>
        Customer.Create(code, $"Customer {code}", domains is [] ? [$"{code}.example"] : domains, Noon);

    public static Migration AMigration(
        Customer owner,
        string? code = null,
        string csvFileName = "stored.csv",
        string originalCsvFileName = "mailboxes.csv",
        Preset preset = Preset.StandardSsl,
        DateTimeOffset? createdAt = null,
        DateTimeOffset? secondExecutionDate = null,
        DateTimeOffset? fromDate = null,
        string? sealedPassword = "sealed",
        int mailboxes = 1,
        string server = "imap.old.example")
    {
        var now = createdAt ?? Noon;
        return Migration.Create(
            owner,
            code ?? MigrationCode.FromNumber(Interlocked.Increment(ref _lastNumber)),
            new CsvFile(csvFileName, originalCsvFileName, 2048),
            preset,
            new ExecutionPlan(now.AddDays(1), secondExecutionDate, FromDate: fromDate),
            [.. Enumerable.Range(0, mailboxes).Select(number => number == 0 ? "anna" : $"anna{number}")
                .Select(user => new Mailbox($"{user}@{owner.Domains.First().Name}", server, $"{user}@old.example", "master", sealedPassword))],
            now);
    }

    /// <summary>Ends validation with test runs that passed.</summary>
    public static Migration Validated(this Migration migration)
    {
        foreach (var resource in migration.Resources)
        {
            migration.StartRun(resource, migration.CreatedAt);
            migration.FinishRun(resource, RunProgress.None, null, migration.CreatedAt);
        }

        migration.FinishValidation(migration.CreatedAt);
        return migration;
    }
}
