using Hosting.Migrations.Application.Migrations.FindMailboxes;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class FindMailboxesTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [TestCase("anna1@", "anna1")]
    [TestCase("ANNA1@C1", "anna1")]
    [TestCase("OLD.example", "anna anna1 anna2")]
    [TestCase("imap.other", "anna anna1")]
    [TestCase("imap.other.example", "anna anna1")]
    [TestCase("MG00000002-", "anna anna1")]
    [TestCase("an", "anna anna1 anna2")]
    [TestCase("2", "anna anna1 anna2")]
    [TestCase("%", "")]
    [TestCase("_", "")]
    [TestCase("example\u001fimap", "")]
    [TestCase("nobody", "")]
    public async Task Find_WhenATermIsGiven_ShouldLookThroughEachField(string term, string users)
    {
        var owner = await StoreOwnerAsync("C1");
        await Database.StoreAsync(
            AMigration(owner, code: "MG00000001", mailboxes: 3), AMigration(owner, code: "MG00000002", mailboxes: 2, server: "imap.other.example"));

        var found = (await FindAsync(term)).Select(mailbox => mailbox.Mailbox.LocalEmail.Split('@')[0]).Distinct().Order(StringComparer.Ordinal);

        Assert.That(string.Join(' ', found), Is.EqualTo(users));
    }

    [TestCase("josé")]
    [TestCase("JOSÉ")]
    [TestCase("größe")]
    public async Task Find_WhenLettersAreNotAscii_ShouldIgnoreTheirCaseToo(string term)
    {
        var owner = await StoreOwnerAsync("C1");
        await Database.StoreAsync(WithUser(owner, "José.Größe"));

        Assert.That(await FindAsync(term), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Find_WhenSeveralConditionsAreGiven_ShouldMeetAll()
    {
        var (owner, other) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"));
        var (one, two, three) = (AMigration(owner, mailboxes: 2), AMigration(owner), AMigration(other));
        await Database.StoreAsync(one, two, three);

        Assert.That(CodesOf(await FindAsync(customerId: owner.Id)), Is.EqualTo(new[] { $"{two.Code}-1", $"{one.Code}-2", $"{one.Code}-1" }));
        Assert.That(CodesOf(await FindAsync(migrationId: one.Id)), Is.EqualTo(new[] { $"{one.Code}-2", $"{one.Code}-1" }));
        Assert.That(await FindAsync(migrationId: three.Id, customerId: owner.Id), Is.Empty);
        Assert.That(CodesOf(await FindAsync("c2.example")), Is.EqualTo(new[] { $"{three.Code}-1" }));
        Assert.That(await FindAsync("c2.example", customerId: owner.Id), Is.Empty);
        Assert.That(await FindAsync(statuses: [ResourceStatus.Error]), Is.Empty);
        Assert.That(await FindAsync(statuses: [ResourceStatus.Error, ResourceStatus.Pending]), Has.Count.EqualTo(4));
        var found = (await FindAsync(customerId: other.Id)).Single();
        Assert.That((found.MigrationCode, found.CustomerCode), Is.EqualTo((three.Code, "C2")));
    }

    [Test]
    public async Task Find_WhenAReasonIsGiven_ShouldGoByTheLatestRunAlone()
    {
        var owner = await StoreOwnerAsync("C1");
        var migration = AMigration(owner, mailboxes: 4);
        var (refused, passed, crashed, full) = (migration.Resources[0], migration.Resources[1], migration.Resources[2], migration.Resources[3]);
        foreach (var (resource, error) in new[] { (refused, new RunError(CopyFault.Auth, "refused")), (passed, null), (full, new RunError(CopyFault.Auth, "refused")) })
        {
            resource.StartRun(MigrationStep.TestRun, Noon);
            resource.FinishRun(MigrationStep.TestRun, RunProgress.None, error, Noon.AddMinutes(1));
        }

        passed.StartRun(MigrationStep.FirstExecution, Noon.AddMinutes(2));
        passed.FinishRun(MigrationStep.FirstExecution, RunProgress.None, new RunError(CopyFault.Quota, "full"), Noon.AddMinutes(3));
        crashed.StartRun(MigrationStep.TestRun, Noon);
        crashed.CrashRun(MigrationStep.TestRun, 3, Noon.AddMinutes(1));
        await Database.StoreAsync(migration);

        Assert.That(CodesOf(await FindAsync(errorCode: "auth")), Is.EqualTo(new[] { full.Code, refused.Code }));
        Assert.That(CodesOf(await FindAsync(errorCode: "crashed")), Is.EqualTo(new[] { crashed.Code }));
        Assert.That(CodesOf(await FindAsync("anna", errorCode: "auth")), Is.EqualTo(new[] { full.Code, refused.Code }));
        Assert.That(CodesOf(await FindAsync(errorCode: "quota")), Is.EqualTo(new[] { passed.Code }));
        Assert.That(await FindAsync(errorCode: "tls"), Is.Empty);
    }

    [TestCase(null)]
    [TestCase("example")]
    [TestCase("imap.other")]
    public async Task Find_WhenItIsWalkedWhileMailboxesAreAdded_ShouldShowEachOnce(string? term)
    {
        var owner = await StoreOwnerAsync("C1");
        await Database.StoreAsync(AMigration(owner, mailboxes: 7, server: "imap.other.example"));
        var before = CodesOf(await FindAsync(term));

        var (seen, place) = (new List<string>(), (long?)null);
        while (await FindAsync(term, before: place, most: 3) is { Count: > 0 } page)
        {
            seen.AddRange(CodesOf(page));
            place = page[^1].Mailbox.Id;
            await Database.StoreAsync(AMigration(owner, server: "imap.other.example"));
        }

        Assert.That(seen, Is.EqualTo(before));
    }

    [TestCase(22, 0)]
    [TestCase(4000, 0)]
    [TestCase(22, 5)]
    [TestCase(4000, 5)]
    public async Task Find_WhenMostMatchesAreFarFromTheNewest_ShouldFindThemWhateverTheirNumber(int matches, int near)
    {
        var owner = await StoreOwnerAsync("C1");
        await Database.StoreAsync(AMigration(owner, code: "MG00000001", mailboxes: matches, server: "imap.old-place.example"));
        await Database.StoreAsync(AMigration(await StoreOwnerAsync("C2"), code: "MG00000002", mailboxes: 1500));
        if (near > 0)
        {
            await Database.StoreAsync(AMigration(owner, code: "MG00000003", mailboxes: near, server: "imap.old-place.example"));
        }

        var first = await FindAsync("old-place", most: 10);
        var second = await FindAsync("old-place", before: first[^1].Mailbox.Id, most: 10);

        var expected = Enumerable.Range(0, near).Select(number => $"MG00000003-{near - number}").Concat(Enumerable.Range(0, 20 - near).Select(number => $"MG00000001-{matches - number}"));
        Assert.That(CodesOf(first.Concat(second)), Is.EqualTo(expected));
    }

    private static Migration WithUser(Customer owner, string user) => Migration.Create(
        owner,
        MigrationCode.FromNumber(77),
        new CsvFile("a.csv", "a.csv", 10),
        Preset.StandardSsl,
        new ExecutionPlan(Noon.AddDays(1)),
        [new Mailbox($"info@{owner.Domains.First().Name}", "imap.example.net", user, null, "sealed")],
        Noon);

    private static string[] CodesOf(IEnumerable<FoundMailbox> found) => [.. found.Select(mailbox => mailbox.Mailbox.Code)];

    private async Task<Customer> StoreOwnerAsync(string code)
    {
        var owner = ACustomer(code, $"{code.ToLowerInvariant()}.example");
        await Database.StoreAsync(owner);
        return owner;
    }

    private Task<IReadOnlyList<FoundMailbox>> FindAsync(
        string? term = null,
        long? customerId = null,
        long? migrationId = null,
        ResourceStatus[]? statuses = null,
        string? errorCode = null,
        long? before = null,
        int most = 100) => Database.InScopeAsync<IMailboxFinder, IReadOnlyList<FoundMailbox>>(finder => finder.FindAsync(
            new MailboxFilter(customerId, migrationId, statuses ?? [], errorCode, term), before, most, CancellationToken.None));
}
