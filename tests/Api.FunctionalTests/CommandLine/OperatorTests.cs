namespace Hosting.Migrations.Api.FunctionalTests.CommandLine;

public sealed class OperatorTests
{
    private readonly Cli _migrated = new();
    private Cli _cli = null!;

    [OneTimeSetUp]
    public async Task MigrateAsync()
    {
        await _migrated.SucceedAsync("database", "migrate");
        Assert.That(_migrated.HasWrittenAll, "Something is left in the write-ahead log.");
    }

    [OneTimeTearDown]
    public void CleanUpAll() => _migrated.Dispose();

    [SetUp]
    public void CopyDatabase()
    {
        _cli = new Cli();
        _cli.CopyDatabaseOf(_migrated);
    }

    [TearDown]
    public void CleanUp() => _cli.Dispose();

    [Test]
    public async Task Migrate_WhenTheSchemaIsUpToDate_ShouldSaySo() =>
        Assert.That(await _cli.SucceedAsync("database", "migrate"), Is.EqualTo("The schema is up to date."));

    [Test]
    public async Task ForgetPasswords_WhenThereAreNone_ShouldSaySo() => Assert.That(
        await _cli.SucceedAsync("database", "forget-passwords", "--yes"), Is.EqualTo("0 of 0 passwords can't be opened with the keys in Secrets:KeyFolder."));

    [Test]
    public async Task Customers_WhenAdded_ShouldBeListed()
    {
        await _cli.SucceedAsync("customers", "add", "C2", "--name", "Größe GmbH", "--domain", "B.example", "--domain", "a.example");
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");

        Assert.That(await _cli.SucceedAsync("customers", "list"), Is.EqualTo("C1\tOne\t\nC2\tGröße GmbH\ta.example b.example"));
    }

    [TestCase(null)]
    [TestCase("anna")]
    public async Task Customers_WhenAdded_ShouldBeToldInTheAuditLogWithTheUserOfTheMachine(string? behindSudo)
    {
        _cli.Environment["SUDO_USER"] = behindSudo ?? string.Empty;
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");

        Assert.That(
            await _cli.ReadAsync("SELECT action || ' ' || object_code || ' ' || actor || ' ' || actor_name FROM audit_entries"),
            Is.EqualTo($"add_customer C1 command_line {Environment.UserName}{(behindSudo is null ? string.Empty : $" (sudo: {behindSudo})")}"));
    }

    [Test]
    public async Task Tokens_WhenIssuedAndRevoked_ShouldBeListedWithoutTheirSecret()
    {
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");
        var secret = await _cli.SucceedAsync("tokens", "issue", "--customer", "C1", "--name", "panel", "--expires-in-days", "30");
        await _cli.SucceedAsync("tokens", "issue", "--admin", "--scope", "read");
        await _cli.SucceedAsync("tokens", "revoke", "2");

        var lines = (await _cli.SucceedAsync("tokens", "list")).Split('\n').Select(line => line.Split('\t')).ToArray();

        Assert.That(secret, Does.Match("^hm_[A-Za-z0-9]{43}_[A-Za-z0-9]{6}$"));
        Assert.That(lines[0][..3], Is.EqualTo(new[] { "1", "C1", "panel" }));
        Assert.That(lines[0][4..], Is.EqualTo(new[] { lines[0][3][..10].AddDays(30) + lines[0][3][10..], "-", "write", "-" }));
        Assert.That(lines[1][..3], Is.EqualTo(new[] { "2", "admin", "-" }));
        Assert.That(lines[1][6..], Is.EqualTo(new[] { "read", "-" }));
        Assert.That(lines[1][5], Does.Match("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"));
        Assert.That(string.Concat(lines.SelectMany(line => line)), Does.Not.Contain(secret));
    }

    [Test]
    public async Task Webhooks_WhenAddedAndRemoved_ShouldBeKnownByNamesThatAreNoNumbers()
    {
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");
        var secret = await _cli.SucceedAsync("webhooks", "add", "--customer", "C1", "--url", "https://example.net/hook", "--event", "mailbox.failed");

        var fields = (await _cli.SucceedAsync("webhooks", "list")).Split('\t');
        Assert.That(secret, Does.StartWith("whsec_"));
        Assert.That(fields[0], Does.Match("^wh_[0-9a-z]{16}$"));
        Assert.That(fields[1..], Is.EqualTo(new[] { "C1", "https://example.net/hook" }));

        await _cli.SucceedAsync("webhooks", "remove", fields[0]);
        Assert.That(await _cli.SucceedAsync("webhooks", "list"), Is.Empty);
    }

    [Test]
    public async Task Connections_WhenAdded_ShouldBeListedAndRemoved()
    {
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");
        var file = Path.Combine(Path.GetTempPath(), $"hosting-migrations-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(file, "s3cret\n");

        var id = await _cli.SucceedAsync(
            "connections", "add", "--customer", "C1", "--name", "old", "--kind", "microsoft365_app", "--tenant", "old.example", "--client-id", "app", "--secret-file", file);
        File.Delete(file);

        Assert.That(await _cli.SucceedAsync("connections", "list"), Is.EqualTo($"{id}\tC1\told\tmicrosoft365_app\toutlook.office365.com"));
        await _cli.SucceedAsync("connections", "remove", id);
        Assert.That(await _cli.SucceedAsync("connections", "list"), Is.Empty);
    }

    [Test]
    public async Task Seed_WhenRunTwice_ShouldRefuseToMixData()
    {
        await _cli.SucceedAsync("seed", "--customers", "3", "--migrations", "50", "--as-of", "2026-11-23");

        Assert.That(
            await _cli.FailAsync("seed", "--customers", "3", "--migrations", "50"),
            Is.EqualTo("database must be empty: sample data never mixes with other data"));
        Assert.That((await _cli.SucceedAsync("customers", "list")).Split('\n'), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Weigh_Always_ShouldShowTheWeightWhereItIsNotOne()
    {
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One");

        Assert.That(await _cli.SucceedAsync("customers", "weigh", "C1", "3"), Is.EqualTo("Customer C1 has weight 3."));
        Assert.That(await _cli.SucceedAsync("customers", "list"), Is.EqualTo("C1\tOne\t\tweight 3"));
        await _cli.SucceedAsync("customers", "weigh", "C1", "1");
        Assert.That(await _cli.SucceedAsync("customers", "list"), Is.EqualTo("C1\tOne"));
    }

    [TestCase("customers weigh C9 2", "Not found: customer C9")]
    [TestCase("customers weigh C9 0", "weight must be 1 to 100")]
    [TestCase("customers weigh C9 101", "weight must be 1 to 100")]
    [TestCase("customers add C!1 --name X", "code must be 1 to 32 letters, digits, '_' or '-'")]
    [TestCase("customers add C1 --name X --domain nodomain", "domain must be a domain name, such as example.com")]
    [TestCase("customers add C1", "Option '--name' is required.")]
    [TestCase("tokens issue --customer Nobody", "Not found: customer Nobody")]
    [TestCase("tokens issue", "customer must be given for a customer's token, and must not be given for an admin's")]
    [TestCase("tokens issue --admin --customer C1", "customer must be given for a customer's token, and must not be given for an admin's")]
    [TestCase("tokens issue --admin --expires-in-days 0", "expires-in-days must be between 1 and 3650")]
    [TestCase("tokens issue --admin --scope root", "scope must be one of: read, write, admin")]
    [TestCase("tokens revoke 99", "Not found: token 99")]
    [TestCase("tokens revoke one", "Not found: token one")]
    [TestCase("webhooks add --customer Nobody --url https://example.net/hook", "Not found: customer Nobody")]
    [TestCase("webhooks add --customer Nobody --url nowhere", "url must be an http or https URL of at most 2000 characters, without user and fragment")]
    [TestCase("webhooks add --customer Nobody --url https://example.net/hook --event all", "event must be one or more of migration.status_changed, mailbox.succeeded, mailbox.failed, each once")]
    [TestCase("webhooks remove 1", "Not found: webhook 1")]
    [TestCase("connections add --customer Nobody --name a --kind master_user", "remote-server is required for this kind; user is required for this kind; secret-file is required for this kind")]
    [TestCase("connections remove 1", "Not found: connection 1")]
    [TestCase("seed --customers 0 --migrations 1", "customers must be between 1 and 1000000")]
    [TestCase("serv", "'serv' is not a command or an option here; see --help")]
    [TestCase("--Database:Provider=PostgreSql customers list", "'--Database:Provider=PostgreSql' is not a command or an option here; see --help")]
    [TestCase("serve --url http://127.0.0.1:1", "'--url' is not a command or an option here; see --help")]
    [TestCase("--bogus", "'--bogus' is not a command or an option here; see --help")]
    [TestCase("serve --urls http://127.0.0.1:1 junk", "'junk' is not a command or an option here; see --help")]
    [TestCase("tokens issue --admin --expires-in-days abc", "Cannot parse argument 'abc' for option '--expires-in-days' as expected type 'System.Int32'.")]
    [TestCase("tokens issue --admin --name a\tb", "name must have at most 100 characters, none of them a control character")]
    [TestCase("customers add C1 --name a\tb", "name must have 1 to 200 characters, none of them a control character")]
    [TestCase("seed --customers 1 --migrations 1 --as-of 0001-01-01", "as-of must be between 2000-01-01 and 2100-01-01")]
    [TestCase("customers drop", "'drop' is not a command or an option here; see --help")]
    public async Task Command_WhenItCannotBeDone_ShouldSayWhyInOneLine(string command, string expected) =>
        Assert.That(await _cli.FailAsync(command.Split(' ')), Is.EqualTo(expected));

    [Test]
    public async Task Customers_WhenTheCodeOrADomainIsTaken_ShouldBeRefused()
    {
        await _cli.SucceedAsync("customers", "add", "C1", "--name", "One", "--domain", "a.example");

        Assert.That(await _cli.FailAsync("customers", "add", "C1", "--name", "Again"), Is.EqualTo("code C1 is taken"));
        Assert.That(
            await _cli.FailAsync("customers", "add", "c1", "--name", "Again"),
            Is.EqualTo("code is taken: there is a customer C1, and codes must differ in more than case"));
        Assert.That(
            await _cli.FailAsync("customers", "add", "C2", "--name", "Two", "--domain", "A.EXAMPLE."),
            Is.EqualTo("domain a.example belongs to a customer already"));
    }
}

internal static class Dates
{
    public static string AddDays(this string date, int days) =>
        DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture).AddDays(days).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
