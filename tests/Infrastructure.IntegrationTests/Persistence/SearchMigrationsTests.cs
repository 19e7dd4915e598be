using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class SearchMigrationsTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [TestCase("MG12345678", TestName = "by the whole code")]
    [TestCase("g1234", TestName = "by a part of the code, in lower case")]
    [TestCase("20261123", TestName = "by the stored file name")]
    [TestCase("POSTFÄCHER", TestName = "by the original file name, in upper case")]
    [TestCase("postfächer", TestName = "by a decomposed umlaut")]
    [TestCase("100%_FINAL", TestName = "by characters that are wildcards in SQL")]
    [TestCase("[1]", TestName = "by brackets")]
    [TestCase("a\\b", TestName = "by a backslash")]
    [TestCase("it's", TestName = "by a quote")]
    [TestCase("ПОЧТА", TestName = "by Cyrillic in upper case")]
    [TestCase("οδοσ", TestName = "by a sigma that is not final")]
    [TestCase("移行", TestName = "by Japanese")]
    [TestCase("no_ssl", TestName = "by the preset")]
    [TestCase("acme-1", TestName = "by the owner")]
    [TestCase("x", TestName = "by one character")]
    [TestCase("\\b", TestName = "by two characters, one a backslash")]
    [TestCase("1]", TestName = "by two characters, one a bracket")]
    [TestCase("v", TestName = "by the last character of a field")]
    [TestCase("SV", TestName = "by the last two characters of a field")]
    [TestCase("移", TestName = "by one Japanese character")]
    [TestCase("行.", TestName = "by two characters, one Japanese")]
    [TestCase("t's", TestName = "by three characters, one a quote")]
    [TestCase("😀", TestName = "by an emoji")]
    [TestCase("😀👍", TestName = "by two emoji")]
    [TestCase("x😀👍🏽y", TestName = "by emoji between letters")]
    [TestCase("\"a\" AND b* OR (c:d)", TestName = "by what is an operator of a full-text search")]
    [TestCase("e\" NEAR", TestName = "by a half of a quotation")]
    [TestCase("p & !q <-> r:*", TestName = "by what is an operator of PostgreSQL's text search")]
    [TestCase("end\\", TestName = "by a backslash at its end")]
    public async Task Search_WhenAFieldHoldsTheTerm_ShouldFindIt(string term)
    {
        await StoreOneAsync();

        Assert.That(await TotalAsync(term), Is.EqualTo(1));
    }

    [TestCase("%", 1, TestName = "a percent sign is itself")]
    [TestCase("%%", 0, TestName = "a percent sign matches nothing else")]
    [TestCase("100__final", 0, TestName = "an underscore matches no other character")]
    [TestCase("[0-9]", 0, TestName = "brackets are no character class")]
    [TestCase("\\\\", 0, TestName = "a backslash escapes nothing")]
    [TestCase("csvMG", 0, TestName = "no match across two fields")]
    [TestCase("MG12345678 2026", 0, TestName = "no match across two fields with a blank")]
    [TestCase("MG12345678\u001F2026", 0, TestName = "no match across two fields with the separator itself")]
    [TestCase("\u001F", 0, TestName = "no separator by itself")]
    [TestCase("M\u001F2", 0, TestName = "no match across two fields with three characters")]
    [TestCase("8\u001F", 0, TestName = "no match of a field's end with the separator")]
    [TestCase("78 ", 0, TestName = "no match beyond a field's end")]
    [TestCase("MG12345 12345678", 0, TestName = "no match of parts that stand apart")]
    [TestCase("1234123456", 0, TestName = "no match though each four characters of the term occur")]
    [TestCase("mg*", 0, TestName = "a star is no wildcard")]
    [TestCase("mg:*", 0, TestName = "a prefix operator is none")]
    [TestCase("mg12 OR acme", 0, TestName = "a word operator is none")]
    [TestCase("\"\"\"", 0, TestName = "quotes alone match nothing else")]
    [TestCase("' OR '1'='1", 0, TestName = "no way out of the parameter")]
    public async Task Search_WhenTheTermIsHostile_ShouldTakeItLiterally(string term, int expected)
    {
        await StoreOneAsync();

        Assert.That(await TotalAsync(term), Is.EqualTo(expected));
    }

    [Test]
    public async Task Search_WhenAMigrationIsDeleted_ShouldFindTheOthersOnly()
    {
        await StoreOneAsync();
        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var owner = await context.Customers.Include(customer => customer.Domains).SingleAsync();
            context.AddRange(AMigration(owner, "MG12345679"), AMigration(owner, "MG99999999"));
            await context.SaveChangesAsync();
        });
        Assert.That(await TotalAsync("mg1234567"), Is.EqualTo(2));

        await Database.InScopeAsync<MigrationsDbContext>(context =>
            context.Migrations.Where(migration => migration.Code == "MG12345678").ExecuteDeleteAsync());

        Assert.That(await TotalAsync("mg1234567"), Is.EqualTo(1));
    }

    [Test]
    public async Task Search_WhenFewMatch_ShouldFindEachOnItsPage([Values(1, 2, 3)] int matches, [Values(1, 2, 3, 25)] int size)
    {
        await StoreOneAsync();
        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var owner = await context.Customers.Include(customer => customer.Domains).SingleAsync();
            context.AddRange(Enumerable.Range(1, matches).Select(number => AMigration(owner, $"MG7770000{number}")));
            await context.SaveChangesAsync();
        });

        var found = new List<string>();
        for (var number = 1; number <= (matches + size - 1) / size; number++)
        {
            var page = await Database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations =>
                migrations.ListAsync(new MigrationFilter(Search: "mg777", Status: MigrationStatus.Validating), new PageRequest(number, size), CancellationToken.None));
            Assert.That(page.TotalRecords, Is.EqualTo(matches));
            found.AddRange(page.Items.Select(migration => migration.Code));
        }

        // Created at one moment, so the key decides which is newer.
        Assert.That(found, Is.EqualTo(Enumerable.Range(1, matches).Reverse().Select(number => $"MG7770000{number}")));
    }

    private async Task StoreOneAsync()
    {
        var owner = ACustomer("Acme-1");
        await Database.StoreAsync(owner);
        await Database.StoreAsync(AMigration(
            owner, "MG12345678", "20261123_x.csv", "Postfächer 100%_final [1] a\\b it's почта ΟΔΟΣ 移行.csv x😀👍🏽y \"a\" AND b* OR (c:d) e\" NEAR p & !q <-> r:* end\\.csv", Preset.StandardNoSsl));
    }

    private async Task<long> TotalAsync(string term)
    {
        var page = await Database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations =>
            migrations.ListAsync(new MigrationFilter(Search: term), new PageRequest(1, 25), CancellationToken.None));
        Assert.That(page.Items, Has.Count.EqualTo(page.TotalRecords));
        return page.TotalRecords;
    }
}
