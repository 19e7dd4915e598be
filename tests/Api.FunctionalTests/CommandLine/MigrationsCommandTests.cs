using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.UnitTests.TestData;
using static Hosting.Migrations.Domain.UnitTests.TestData.States;

namespace Hosting.Migrations.Api.FunctionalTests.CommandLine;

/// <summary>The program as a client of a service that runs.</summary>
public sealed class MigrationsCommandTests
{
    private const string File = "alice@example.com;mail.example.net;alice;pw\nbob@example.com;mail.example.net;bob;pw\n";

    private OperationsHost _service = null!;
    private Cli _cli = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _service = await OperationsHost.StartAsync();
        _cli = new Cli { Environment = { ["MIGRATIONS_URL"] = _service.Client().BaseAddress!.ToString() } };
        UseToken(TestData.CustomerToken);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _cli.Dispose();
        await _service.DisposeAsync();
    }

    [Test]
    public async Task Create_WhenTheFileIsGood_ShouldPrintTheCodeAndStoreIt()
    {
        var second = DateTimeOffset.UtcNow.AddDays(30).ToString("yyyy-MM-ddTHH:mm:00.000Z", CultureInfo.InvariantCulture);

        var code = await _cli.SucceedAsync("migrations", "create", _cli.Keep("Größe.csv", File), "--preset", "standard_ssl", "--execute-now", "--second-execution-date", second);

        var shown = JsonDocument.Parse(await _cli.SucceedAsync("migrations", "show", code, "--json")).RootElement;
        Assert.That(code, Does.Match("^MG[0-9]{8}$"));
        Assert.That(shown.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "migration", "progress", "causes", "mailboxes" }));
        Assert.That(shown.GetProperty("migration").GetProperty("original_csv_file_name").GetString(), Is.EqualTo("Größe.csv"));
        Assert.That(shown.GetProperty("migration").GetProperty("execute_now").GetBoolean(), Is.True);
        Assert.That(shown.GetProperty("migration").GetProperty("second_execution_date").GetString(), Is.EqualTo(second));
        Assert.That(shown.GetProperty("mailboxes").EnumerateArray().Select(mailbox => mailbox.GetProperty("local_email").GetString()), Is.EqualTo(new[] { "alice@example.com", "bob@example.com" }));
        Assert.That(await _cli.SucceedAsync("migrations", "show", code, "--quiet"), Is.EqualTo("validating"));
    }

    [Test]
    public async Task Create_WhenItIsADryRun_ShouldCountAndStoreNothing()
    {
        Assert.That(await _cli.SucceedAsync("migrations", "create", _cli.Keep("some.csv", File), "--preset", "standard_ssl", "--execute-now", "--dry-run"), Is.EqualTo("2 mailboxes; nothing was stored"));
        Assert.That(await _cli.SucceedAsync("migrations", "list", "--json"), Is.EqualTo("[]"));
    }

    [Test]
    public async Task Create_WhenTheFileHasFaults_ShouldTellEachOnALineOfItsOwn()
    {
        var (exitCode, output, error) = await _cli.RunAsync(
            "migrations", "create", _cli.Keep("bad.csv", "alice@example.com;mail.example.net;alice;pw\nbob@foreign.example;mail.example.net;bob;pw\ncarl@example.com;;carl;pw\n"), "--preset", "gmail", "--first-execution-date", "soon");

        var lines = error.Split('\n');
        Assert.That((exitCode, output), Is.EqualTo((2, string.Empty)));
        Assert.That(lines, Has.All.StartsWith("error: "));
        Assert.That(lines, Has.One.StartsWith("error: --first-execution-date ").And.One.StartsWith("error: row 2, local_email: ").And.One.StartsWith("error: row 3, remote_server: "));
        Assert.That(await _cli.SucceedAsync("migrations", "list", "--json"), Is.EqualTo("[]"));
    }

    [Test]
    public async Task Create_WhenSomethingIsSeldomMeant_ShouldWarn()
    {
        var file = _cli.Keep("twice.csv", "alice@example.com;mail.example.net;shared;pw\nbob@example.com;mail.example.net;shared;pw\n");

        var (exitCode, output, error) = await _cli.RunAsync("migrations", "create", file, "--preset", "standard_ssl", "--execute-now");
        var quiet = await _cli.RunAsync("migrations", "create", file, "--preset", "standard_ssl", "--execute-now", "--quiet");

        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Match("^MG[0-9]{8}$"));
        Assert.That(error, Does.StartWith("warning: row "));
        Assert.That((quiet.ExitCode, quiet.Error), Is.EqualTo((0, string.Empty)));
    }

    [Test]
    public async Task List_WhenThereAreSome_ShouldShowThoseThatAreAskedForTheNewestFirst()
    {
        var codes = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            codes.Insert(0, await _service.StoreAsync(number == 1 ? ValidationFailed : BeingValidated));
        }

        var table = (await _cli.SucceedAsync("migrations", "list", "--limit", "2")).Split('\n');
        var all = await _cli.SucceedAsync("migrations", "list", "--limit", "0", "--quiet");
        var failed = await _cli.SucceedAsync("migrations", "list", "--status", "failed", "--status", "completed", "--query", codes[1][3..], "--quiet");
        var json = JsonDocument.Parse(await _cli.SucceedAsync("migrations", "list", "--has-errors", "--json")).RootElement;

        Assert.That(table, Has.Length.EqualTo(3));
        Assert.That(table[0], Does.StartWith("CODE").And.EndsWith("FILE"));
        Assert.That(table[1..].Select(row => row.Split(' ')[0]), Is.EqualTo(codes.Take(2)));
        Assert.That(all.Split('\n'), Is.EqualTo(codes));
        Assert.That(failed, Is.EqualTo(codes[1]));
        Assert.That(json.EnumerateArray().Select(migration => migration.GetProperty("code").GetString()), Is.EqualTo(new[] { codes[1] }));
        Assert.That(string.Join('\n', table), Has.No.Member('\u001b'), "There are no colours but on a terminal.");
    }

    [Test]
    public async Task Show_WhenMailboxesHaveFailed_ShouldSayWhyAndWhatToDo()
    {
        var code = await _service.StoreAsync(FirstCompletedWithErrors);

        var shown = await _cli.SucceedAsync("migrations", "show", code);

        Assert.That(shown, Does.Contain("completed_with_errors, first execution").And.Contain("1 of 2 mailboxes done, 1 failed, 0 running, 0 waiting"));
        Assert.That(shown, Does.Contain($"\n{code}-2  error, first execution").And.Contain($"\n{code}-1  success"));
        Assert.That(shown.Split('\n').Single(line => line.StartsWith("auth: ", StringComparison.Ordinal)), Does.Contain("1 mailbox").And.Contain("Correct user or password"));
    }

    [Test]
    public async Task Follow_WhenTheMigrationEnds_ShouldTellEachStateOnceAndEndWithIt()
    {
        var code = await _service.StoreAsync(FirstRunning);
        var following = _cli.RunAsync("migrations", "follow", code);
        var json = _cli.RunAsync("migrations", "follow", code, "--json");

        await _service.ChangeAsync(code, migration => migration.Advance(FirstCompleted));

        var (exitCode, output, error) = await following;
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output.Split('\n')[^1], Does.Match("^[0-9-]{10} [0-9:]{8}Z completed, first execution$"));
        Assert.That(output.Split('\n'), Is.Unique);
        var events = (await json).Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(events.Select(happened => happened.GetProperty("event").GetString()).Distinct(), Is.EquivalentTo(new[] { "status", "progress" }));
        Assert.That(events.Last(happened => happened.GetProperty("event").GetString() == "status").GetProperty("data").GetProperty("status").GetString(), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Follow_WhenItHasEndedAlready_ShouldSayHowByItsExitCode()
    {
        Assert.That(await FollowQuietlyAsync(ValidationFailed), Is.EqualTo((7, string.Empty, string.Empty)));
        Assert.That(await FollowQuietlyAsync(FirstCompleted), Is.EqualTo((0, string.Empty, string.Empty)));

        async Task<(int, string, string)> FollowQuietlyAsync(MigrationState state) => await _cli.RunAsync("migrations", "follow", await _service.StoreAsync(state), "--quiet");
    }

    [Test]
    public async Task Retry_WhenMailboxesHaveFailed_ShouldTryThoseAgainThatAreMeant()
    {
        var code = await _service.StoreAsync(ValidationFailed, mailboxes: 3);

        var refusal = await _cli.EndAsync(2, "migrations", "retry", code, "--error-code", "quota");
        var row = await _cli.SucceedAsync("migrations", "retry", code, "--resources", $"{code}-2");

        var mailboxes = JsonDocument.Parse(await _cli.SucceedAsync("migrations", "show", code, "--json")).RootElement.GetProperty("progress").GetProperty("mailboxes");
        Assert.That(row, Does.Contain($"{code}  validating, test run"));
        Assert.That((mailboxes.GetProperty("waiting").GetInt32(), mailboxes.GetProperty("failed").GetInt32()), Is.EqualTo((1, 2)));
        Assert.That(refusal, Is.Not.Empty);
    }

    [Test]
    public async Task Migrations_WhenItCannot_ShouldSayWhyInOneLineWithTheCodeOfItsKind()
    {
        var code = await _service.StoreAsync(BeingValidated);
        Assert.That(await _cli.EndAsync(4, "migrations", "show", "MG00000000"), Is.EqualTo("there is no such migration, or this token may not see it"));
        Assert.That(await _cli.EndAsync(5, "migrations", "retry", code), Does.StartWith("the migration has not ended"));
        Assert.That(await _cli.EndAsync(2, "migrations", "list", "--created-from", "soon"), Does.StartWith("--created-from must be "));
        Assert.That(await _cli.EndAsync(1, "migrations", "list", "--limit", "-1"), Is.EqualTo("--limit must be 0 or more"));
        Assert.That(await _cli.EndAsync(1, "migrations", "list", "--limit", "many"), Does.Contain("'many'"));
        Assert.That(await _cli.EndAsync(1, "migrations", "list", "--json", "--quiet"), Is.EqualTo("--json and --quiet exclude each other"));
        Assert.That(await _cli.EndAsync(1, "migrations", "retry", ".."), Is.EqualTo("CODE must be a migration's code, such as MG12345678"));
        UseToken(TestData.OtherCustomerToken);
        Assert.That(await _cli.EndAsync(4, "migrations", "follow", code), Does.StartWith("there is no such migration"));
        UseToken(TestData.CustomerReadToken);
        Assert.That(await _cli.EndAsync(3, "migrations", "retry", code), Does.Contain("scope"));
        UseToken("wrong");
        Assert.That(await _cli.EndAsync(3, "migrations", "list"), Is.EqualTo("the service does not take this token"));
    }

    [Test]
    public async Task Create_WhenThereIsNoSuchCustomer_ShouldSaySo()
    {
        UseToken(TestData.AdminToken);

        Assert.That(
            await _cli.EndAsync(4, "migrations", "create", _cli.Keep("a.csv", File), "--preset", "standard_ssl", "--execute-now", "--customer-code", "NOBODY"),
            Is.EqualTo("there is no such customer, or this token may not see it"));
        Assert.That(await _cli.EndAsync(4, "migrations", "list", "--customer-code", "NOBODY"), Does.StartWith("there is no such customer"));
    }

    [Test]
    public async Task Create_WhenItIsSentAgainUnderItsName_ShouldBeStoredOnce()
    {
        string[] command = ["migrations", "create", _cli.Keep("a.csv", File), "--preset", "standard_ssl", "--execute-now", "--idempotency-key", "monday"];

        var code = await _cli.SucceedAsync(command);

        Assert.That(await _cli.SucceedAsync(command), Is.EqualTo(code));
        Assert.That(await _cli.SucceedAsync("migrations", "list", "--quiet"), Is.EqualTo(code));
        Assert.That(await _cli.FailAsync([.. command[..^1], "mon day"]), Is.EqualTo("--idempotency-key must have 1 to 200 visible ASCII characters"));
    }

    [Test]
    public async Task Create_WhenThereIsNoSuchFile_ShouldSaySo() =>
        Assert.That(await _cli.FailAsync("migrations", "create", "nowhere.csv", "--preset", "standard_ssl", "--execute-now"), Does.Contain("nowhere.csv"));

    [Test]
    public async Task Migrations_WhenAProxyIsSet_ShouldNotHandItTheTokenInTheClear()
    {
        _cli.Environment["http_proxy"] = "http://127.0.0.1:1";

        Assert.That(await _cli.SucceedAsync("migrations", "list", "--json"), Is.EqualTo("[]"));
    }

    [Test]
    public async Task Migrations_WhenTheServiceIsNotThere_ShouldSayThatItMayBeLater()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var port = ((IPEndPoint)unused.LocalEndpoint).Port;
        unused.Stop();

        Assert.That(await _cli.EndAsync(6, "migrations", "list", "--url", $"http://127.0.0.1:{port}"), Does.StartWith($"http://127.0.0.1:{port}/ can't be reached: "));
    }

    [TestCase("http://migrations.example.net", "http://migrations.example.net would have the token sent for everybody on the way to read: use https://, or --allow-http where nobody else is on the way")]
    [TestCase("ftp://127.0.0.1", "--url must be https://HOST[:PORT][/PATH], or http://... for a service on this machine")]
    [TestCase("https://me:secret@127.0.0.1", "--url must hold neither a user nor a password: the token stands in the file that --token-file names")]
    public async Task Migrations_WhenTheAddressIsNotSafe_ShouldNotConnect(string url, string expected) =>
        Assert.That(await _cli.FailAsync("migrations", "list", "--url", url), Is.EqualTo(expected));

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Migrations_WhenOthersCanReadTheToken_ShouldRefuse()
    {
        var path = _cli.Keep("shared", TestData.CustomerToken);
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.That(await _cli.FailAsync("migrations", "list", "--token-file", path), Is.EqualTo($"{path} holds a token and must be its owner's alone (chmod 600)"));
        Assert.That(await _cli.FailAsync("migrations", "list", "--token-file", _cli.Keep("two", "one\ntwo\n")), Does.EndWith("must hold one token, in one line"));
    }

    [Test]
    public async Task Completion_WhenAShellAsks_ShouldKnowCommandsAndValues()
    {
        Assert.That((await _cli.SucceedAsync("[suggest:13]", "x migrations ")).Split('\n'), Is.SupersetOf(new[] { "list", "show", "create", "follow", "retry" }));
        Assert.That((await _cli.SucceedAsync("[suggest:27]", "x migrations list --status ")).Split('\n'), Is.SupersetOf(new[] { "completed_with_errors", "to_schedule" }));
        Assert.That(await _cli.SucceedAsync("completion", "bash"), Does.Contain("complete -o default -F").And.Contain("Hosting.Migrations.Api"));
    }

    private void UseToken(string token) => _cli.Environment["MIGRATIONS_TOKEN_FILE"] = _cli.Keep("token", token);
}
