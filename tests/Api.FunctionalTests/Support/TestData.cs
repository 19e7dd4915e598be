using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.FunctionalTests.Support;

/// <summary>What the service under test holds: 30 migrations of C1, three of C2, none of C3.</summary>
internal static class TestData
{
    public const string AdminToken = "test-admin";
    public const string CustomerToken = "test-customer-1";
    public const string OtherCustomerToken = "test-customer-2";
    public const string ExpiredToken = "test-expired";
    public const string RevokedToken = "test-revoked";
    public const string SupportReadToken = "test-support-read";
    public const string SupportWriteToken = "test-support-write";
    public const string CustomerReadToken = "test-customer-read";
    public const int CustomerTotal = 30;
    public const int Total = 33;

    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static IReadOnlyList<Customer> Customers { get; } =
        [.. new[] { "C1", "C2", "C3" }.Select(code => Customer.Create(code, $"Customer {code}", [$"{code}.example"], Created))];

    public static IEnumerable<ApiToken> Tokens()
    {
        yield return ApiToken.ForAdmin(AdminToken, "admin", Created, null);
        yield return ApiToken.ForCustomer(Customers[0], CustomerToken, "customer", Created, null);
        yield return ApiToken.ForCustomer(Customers[1], OtherCustomerToken, "customer", Created, null);
        foreach (var narrow in NarrowTokens(Customers[0], Created))
        {
            yield return narrow;
        }

        yield return ApiToken.ForAdmin(ExpiredToken, "expired", Created, Created.AddDays(1));
        yield return Revoked(ApiToken.ForAdmin(RevokedToken, "revoked", Created, null));
    }

    /// <summary>Those that may do less than their owners.</summary>
    public static IEnumerable<ApiToken> NarrowTokens(Customer customer, DateTimeOffset created)
    {
        yield return ApiToken.ForAdmin(SupportReadToken, "support", created, null, TokenScope.Read);
        yield return ApiToken.ForAdmin(SupportWriteToken, "support", created, null, TokenScope.Write);
        yield return ApiToken.ForCustomer(customer, CustomerReadToken, "dashboard", created, null, TokenScope.Read);
    }

    public static IEnumerable<Migration> Migrations()
    {
        for (var i = 1; i <= CustomerTotal; i++)
        {
            yield return Make(0, i, Created.AddMinutes(i), "mailboxes.csv");
        }

        yield return Running(Make(1, 101, Created.AddDays(1), "100%_done [a]\\b.csv"));
        yield return Scheduled(Make(1, 102, Created.AddDays(2), "Größe <ü> 移行.csv"));
        yield return Failed(Make(1, 103, Created.AddDays(3), "acme.csv"));
    }

    private static Migration Make(int owner, int number, DateTimeOffset createdAt, string originalName) => Migration.Create(
        Customers[owner],
        MigrationCode.FromNumber(number),
        new CsvFile($"stored_{number}.csv", originalName, 100 + number),
        Preset.StandardSsl,
        new ExecutionPlan(createdAt.AddHours(1), createdAt.AddDays(2), FromDate: createdAt.AddMonths(-1)),
        [Mailbox(owner, "anna"), Mailbox(owner, "bob")],
        createdAt);

    private static Mailbox Mailbox(int owner, string user) =>
        new($"{user}@{Customers[owner].Domains.First().Name}", "imap.old.example", $"{user}@old.example");

    private static Migration Scheduled(Migration migration)
    {
        Test(migration, error: null);
        migration.Schedule(migration.CreatedAt);
        return migration;
    }

    private static Migration Running(Migration migration)
    {
        Scheduled(migration);
        migration.ForceExecution(Execution.First, migration.CreatedAt.AddMinutes(10));
        migration.StartExecution(migration.CreatedAt.AddMinutes(10));
        return migration;
    }

    private static Migration Failed(Migration migration)
    {
        Test(migration, new RunError(CopyFault.Auth, "The source refused the login."));
        return migration;
    }

    private static void Test(Migration migration, RunError? error)
    {
        foreach (var resource in migration.Resources)
        {
            migration.StartRun(resource, migration.CreatedAt);
            migration.FinishRun(resource, RunProgress.None, error, migration.CreatedAt);
        }

        migration.FinishValidation(migration.CreatedAt);
    }

    private static ApiToken Revoked(ApiToken token)
    {
        token.Revoke(Created);
        return token;
    }
}
