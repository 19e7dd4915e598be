using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Native;

/// <summary>
/// What is compiled to machine code has lost all code that its compiler did not see used. Whatever finds code in another way is tried here:
/// settings, validation, the pipeline, the mail library's types, compression, TLS and the state file.
/// </summary>
[Slow]
public sealed class NativeProgramTests
{
    private static readonly string[] AnyCertificate = ["--source-accept-any-certificate", "--destination-accept-any-certificate"];

    private NativeProgram? _program;

    [OneTimeSetUp]
    public async Task PublishAsync() => _program = await NativeProgram.PublishAsync();

    [OneTimeTearDown]
    public void TearDown() => _program?.Dispose();

    [TestCase("imaps", false)]
    [TestCase("imap", true)]
    public async Task MailboxCopy_WhenItIsMachineCode_ShouldCopyEverythingOnce(string scheme, bool compress)
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Large(600));
        var environment = new Dictionary<string, string>
        {
            ["SOURCE_PASSWORD"] = pair.SourceAccount.Password,
            ["DESTINATION_PASSWORD"] = pair.DestinationAccount.Password,
            ["MailboxCopy__Compress"] = compress.ToString(),
            ["MailboxCopy__SpillAbove"] = "65536",
            ["MailboxCopy__SettleTime"] = "00:00:00",
        };
        string[] arguments = ["--source", Url(pair.Source), "--destination", Url(pair.Destination), "--state", folder.PathOf("state.json"), .. AnyCertificate];

        using var first = CopyProcess.Start(_program!.Path, environment, arguments);
        var copied = await first.FinishAsync();
        var comparison = await pair.CompareAsync();
        await MailboxDelta.ApplyAsync(pair.SourceAccount, newMessages: 20, changedFlags: 10, seed: 1);
        using var second = CopyProcess.Start(_program!.Path, environment, arguments);
        var added = await second.FinishAsync();

        comparison.ShouldBeSame();
        Assert.That(copied, Does.Contain($"{comparison.Messages:N0} copied").And.Contain("0 skipped, 0 failed"));
        Assert.That(added, Does.Contain(": 20 copied"));
        (await pair.CompareAsync()).ShouldBeSame();

        string Url(DovecotServer server) => $"{scheme}://anna@{DovecotServer.Host}:{(scheme == "imaps" ? server.TlsPort : server.Port)}";
    }

    [TestCase("", "", TestName = "{m}(nothing)")]
    [TestCase("--nonsense", "")]
    [TestCase("--source http://anna@SOURCE --destination imaps://anna@DESTINATION", "")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@SOURCE", "")]
    [TestCase("--source imaps://anna@SOURCE --destination anna", "")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION --preset hotmail", "")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION --from-date soon", "")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION", "", Description = "certificate")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "SOURCE_PASSWORD=wrong")]
    [TestCase("--source imaps://nobody@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "")]
    [TestCase("--source imaps://anna@127.0.0.1:1 --destination imaps://anna@DESTINATION ACCEPT", "MailboxCopy__GiveUpAfter=00:00:00")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "MailboxCopy__Connections=99")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "MailboxCopy__IdleTimeout=1.00:00:00")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "MailboxCopy__Compress=perhaps")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "SourceAddresses__Denied__0=everything")]
    [TestCase("--source imaps://anna@SOURCE --destination imaps://anna@DESTINATION ACCEPT", "Destination__Host=mail.example.net")]
    [TestCase("--list /nowhere/list", "")]
    public async Task MailboxCopy_WhenItCannot_ShouldSayWhatTheServicesOwnCommandSays(string arguments, string setting)
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["SOURCE_PASSWORD"] = pair.SourceAccount.Password,
            ["DESTINATION_PASSWORD"] = pair.DestinationAccount.Password,
            ["XDG_DATA_HOME"] = folder.PathOf("data"),
        };
        if (setting.Split('=') is [var name, var value])
        {
            environment[name] = value;
        }

        var words = arguments
            .Replace("SOURCE", $"{DovecotServer.Host}:{pair.Source.TlsPort}", StringComparison.Ordinal)
            .Replace("DESTINATION", $"{DovecotServer.Host}:{pair.Destination.TlsPort}", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => word == "ACCEPT" ? AnyCertificate : [word])
            .ToList();

        using var service = CopyProcess.Start(native: null, environment, words);
        var expected = await service.EndAsync();
        using var native = CopyProcess.Start(_program!.Path, environment, words);
        var actual = await native.EndAsync();

        Assert.That(expected.Code, Is.EqualTo(1), expected.Output);
        Assert.That(expected.Error, Does.StartWith("error: ").And.Not.Contain("constructing"));
        Assert.That(actual, Is.EqualTo(expected));
    }

    [TestCase("appsettings.json")]
    [TestCase("appsettings.Production.json")]
    public async Task MailboxCopy_WhenSettingsLieBesideTheProgram_ShouldReadThem(string name)
    {
        var file = Path.Combine(Path.GetDirectoryName(_program!.Path)!, name);
        await File.WriteAllTextAsync(file, """{ "MailboxCopy": { "Connections": 99 } }""");
        try
        {
            using var copy = CopyProcess.Start(
                _program.Path, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, "--source", "imaps://anna@a.example", "--destination", "imaps://anna@b.example");

            Assert.That((await copy.FailAsync()).Error, Is.EqualTo("error: MailboxCopy:Connections must be between 1 and 16."));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task MailboxCopy_WhenTheDestinationIsConfigured_ShouldLogInAsItsMasterUser()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Small(20, sizeFactor: .05));
        var environment = new Dictionary<string, string>
        {
            ["SOURCE_PASSWORD"] = pair.SourceAccount.Password,
            ["Destination__Host"] = DovecotServer.Host,
            ["Destination__Port"] = $"{pair.Destination.TlsPort}",
            ["Destination__Security"] = "Tls",
            ["Destination__AcceptAnyCertificate"] = "true",
            ["Destination__MasterUser"] = DovecotServer.MasterUser,
            ["Destination__MasterPassword"] = DovecotServer.MasterPassword,
        };

        using var copy = CopyProcess.Start(
            _program!.Path, environment, "--source", $"imaps://anna@{DovecotServer.Host}:{pair.Source.TlsPort}", "--destination", "anna", "--state", folder.PathOf("state.json"), AnyCertificate[0]);
        await copy.FinishAsync();

        (await pair.CompareAsync()).ShouldBeSame();
    }
}
