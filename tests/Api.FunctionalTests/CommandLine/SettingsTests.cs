namespace Hosting.Migrations.Api.FunctionalTests.CommandLine;

public sealed class SettingsTests
{
    private Cli _cli = null!;

    [SetUp]
    public void Prepare() => _cli = new Cli();

    [TearDown]
    public void CleanUp() => _cli.Dispose();

    [TestCase("Database__Provider", "Oracle", "Setting Database:Provider (environment variable Database__Provider) is 'Oracle', but must be one of: Sqlite, PostgreSql, SqlServer.")]
    [TestCase("Database__Provider", "1", "Setting Database:Provider (environment variable Database__Provider) is '1', but must be one of: Sqlite, PostgreSql, SqlServer.")]
    [TestCase("ConnectionStrings__Migrations", "Nonsense=1;Password=hush", "Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) is not a connection string for Sqlite.")]
    [TestCase("ConnectionStrings__Migrations", "Data Source=:memory:", "Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) must name a plain file for Sqlite.")]
    [TestCase("ConnectionStrings__Migrations", "Data Source=/", "Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) must name a plain file for Sqlite.")]
    [TestCase("Migrations__LateAfter", "00:00:00", "Migrations:LateAfter must be longer than zero, and at most 365 days.")]
    [TestCase("Migrations__LateAfter", "366.00:00:00", "Migrations:LateAfter must be longer than zero, and at most 365 days.")]
    [TestCase("ApiTokens__CacheFor", "00:02:00", "ApiTokens:CacheFor must be between zero and 1 minute.")]
    [TestCase("Uploads__Deadline", "00:00:00", "Uploads:Deadline must be between one second and one hour.")]
    [TestCase("Uploads__AtOnce", "0", "Uploads:AtOnce and AtOncePerCaller must be between 1 and 10000.")]
    [TestCase("RateLimits__PerToken", "-1", "RateLimits:PerToken must be 0 or more.")]
    [TestCase("RateLimits__RefusedPerAddress", "-1", "RateLimits:RefusedPerAddress must be 0 or more.")]
    [TestCase("Proxy__Trusted__0", "proxy.example", "Proxy:Trusted must hold addresses or networks, such as 10.0.0.0/8.")]
    [TestCase("Proxy__Hops", "0", "Proxy:Hops must be between 1 and 10.")]
    [TestCase("Cors__Origins__0", "https://panel.example/", "Cors:Origins must hold origins, such as https://panel.example, without a path, or *.")]
    [TestCase("Workers__MailboxesAtOnce", "many", "Failed to convert configuration value 'many' at 'Workers:MailboxesAtOnce' to type 'System.Int32'.")]
    [TestCase("Workers__MailboxesAtOnce", "0", "Workers:MailboxesAtOnce must be between 1 and 200.")]
    [TestCase("MailboxCopy__IdleTimeout", "long", "Failed to convert configuration value 'long' at 'MailboxCopy:IdleTimeout' to type 'System.TimeSpan'.")]
    [TestCase("Migrations__LateAfter", "soon", "Failed to convert configuration value 'soon' at 'Migrations:LateAfter' to type 'System.TimeSpan'.")]
    public async Task Serve_WhenASettingIsBad_ShouldStopAndNameIt(string setting, string value, string expected)
    {
        _cli.Environment[setting] = value;

        var (exitCode, output, error) = await _cli.RunAsync("serve");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Not.Contain("   at "));
        Assert.That(error, Does.StartWith("error: ").And.Contain(expected).And.Not.Contain("\n").And.Not.Contain("hush"));
    }

    [Test]
    public async Task Command_WhenTheFolderOfTheDatabaseCannotBeMade_ShouldNameTheSetting()
    {
        _cli.Environment["ConnectionStrings__Migrations"] = "Data Source=/proc/none/x.db";

        Assert.That(await _cli.FailAsync("database", "migrate"), Does.StartWith("Setting ConnectionStrings:Migrations").And.Contain("/proc/none"));
    }

    [TestCase("PostgreSql", "Username=u;Password=hush")]
    [TestCase("SqlServer", "User Id=u;Password=hush")]
    public async Task Command_WhenTheConnectionStringNamesNoServer_ShouldNameTheSetting(string provider, string connectionString)
    {
        _cli.Environment["Database__Provider"] = provider;
        _cli.Environment["ConnectionStrings__Migrations"] = connectionString;

        Assert.That(
            await _cli.FailAsync("customers", "list"),
            Is.EqualTo("Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) names no server."));
    }

    [Test]
    public async Task Command_WhenTheConnectionStringAsksForMultiplexing_ShouldNameTheSetting()
    {
        _cli.Environment["Database__Provider"] = "PostgreSql";
        _cli.Environment["ConnectionStrings__Migrations"] = "Host=h;Password=hush;Multiplexing=true";

        Assert.That(
            await _cli.FailAsync("customers", "list"),
            Is.EqualTo("Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) must not ask for Multiplexing."));
    }

    [TestCase("PostgreSql")]
    [TestCase("SqlServer")]
    public async Task Serve_WhenAServersConnectionStringIsMissing_ShouldStopAndNameIt(string provider)
    {
        _cli.Environment["Database__Provider"] = provider;
        _cli.Environment["ConnectionStrings__Migrations"] = "";

        Assert.That(
            await _cli.FailAsync(),
            Is.EqualTo($"Setting ConnectionStrings:Migrations (environment variable ConnectionStrings__Migrations) is required for {provider}."));
    }

    [Test]
    public async Task Command_WhenTheDatabaseIsDown_ShouldSayWhatToLookAt()
    {
        _cli.Environment["Database__Provider"] = "PostgreSql";
        _cli.Environment["ConnectionStrings__Migrations"] = "Host=127.0.0.1;Port=1;Username=x;Password=hush-hush;Database=y";

        Assert.That(
            await _cli.FailAsync("customers", "list"),
            Does.Contain("Failed to connect").And.Contain("database migrate").And.Not.Contain("hush"));
    }

    [Test]
    public async Task Command_WhenTheSchemaIsMissing_ShouldSayHowToGetIt() =>
        Assert.That(await _cli.FailAsync("customers", "list"), Does.Contain("has 'database migrate' been run?"));

    [Test]
    public async Task Health_WhenTheServiceIsDown_ShouldFail() =>
        Assert.That(await _cli.FailAsync("health", "--url", "http://127.0.0.1:1/health/ready"), Does.Contain("Connection refused"));

    [Test]
    public async Task Health_WhenTheServiceIsNotWell_ShouldFail() =>
        Assert.That(await _cli.FailAsync("health", "--url", $"{TestService.Address}nowhere"), Does.Contain("404"));

    [Test]
    public async Task Health_WhenTheServiceIsUp_ShouldSucceed() =>
        Assert.That(await _cli.SucceedAsync("health", "--url", $"{TestService.Address}health/ready"), Is.EqualTo("Healthy"));

    [Test]
    public async Task Help_WhenAsked_ShouldNameEveryCommand()
    {
        var help = await _cli.SucceedAsync("--help");

        Assert.That(
            new[] { "serve", "database", "customers", "tokens", "seed", "health" },
            Has.All.Matches<string>(command => help.Contains($"  {command} ", StringComparison.Ordinal) || help.Contains($"  {command}\n", StringComparison.Ordinal)));
    }
}
