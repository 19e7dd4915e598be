using System.Runtime.Versioning;
using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>What a copy would do, told before it does anything.</summary>
public sealed class RehearsalTests
{
    // What would change something, or fetch a message.
    private static readonly string[] Changes = ["APPEND", "CREATE", "SUBSCRIBE", "STORE", "UID STORE", "RENAME", "DELETE", "EXPUNGE", "SELECT"];

    [Test]
    public async Task RehearseAsync_WhenNothingHasBeenCopied_ShouldTellOfEachFolderAndChangeNothing()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Mailbox.Add("Work").Add("Subject: in it\r\n\r\nhello\r\n");
        pair.Source.Mailbox.Add("Empty");

        var (seen, outcome) = await RehearseAsync(pair);

        outcome.ShouldSucceed();
        var sizes = pair.Source.Mailbox.Inbox.Messages.Sum(message => message.Content.Length);
        Assert.That(seen.Folders, Is.EquivalentTo(new[]
        {
            new RehearsedFolder("INBOX", "INBOX", 3, 3, sizes, 0, 0, 0, 0, 0),
            new RehearsedFolder("Work", "Work", 1, 1, "Subject: in it\r\n\r\nhello\r\n".Length, 0, 0, 0, 0, 0),
            new RehearsedFolder("Empty", "Empty", 0, 0, 0, 0, 0, 0, 0, 0),
        }));
        Assert.That(ScriptedPair.Count(pair.Source, Changes) + ScriptedPair.Count(pair.Destination, Changes), Is.Zero);
        Assert.That(pair.Source.Commands.Select(command => command.Text), Has.None.Contains("BODY"));
        Assert.That(await pair.Checkpoints.LoadAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task RehearseAsync_WhenMuchHasBeenCopied_ShouldTellWhatTheCopyThenDoes()
    {
        await using var pair = new ScriptedPair().WithMessages(30);
        pair.Source.Mailbox.Add("Work").Add("Subject: in it\r\n\r\nhello\r\n");
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Remove(3);
        pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nhello\r\n");

        var (seen, outcome) = await RehearseAsync(pair);
        var copied = (await pair.CopyAsync()).ShouldSucceed();

        outcome.ShouldSucceed();
        Assert.That((seen.Folders.Sum(folder => folder.ToCopy), seen.Folders.Sum(folder => folder.BytesToCopy)), Is.EqualTo((copied.Done.MessagesCopied, copied.Done.BytesCopied)));
        Assert.That(seen.Folders.Sum(folder => folder.Copied), Is.EqualTo(copied.Done.MessagesSkipped));
        Assert.That(seen.Folders.Sum(folder => folder.Messages), Is.EqualTo(31));
    }

    [Test]
    public async Task RehearseAsync_WhenTheDestinationHoldsMailOfUnknownOrigin_ShouldSaySo()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Destination.Mailbox.Inbox.Add("Subject: here before\r\n\r\nx\r\n");

        var (seen, _) = await RehearseAsync(pair);

        Assert.That(seen.Folders.Select(folder => (folder.ToCopy, folder.UnknownThere)), Is.EqualTo(new[] { (3L, (long?)1) }));
    }

    [Test]
    public async Task RehearseAsync_WhenSomeAreTooLargeTooOldOrNotShown_ShouldCountThemAsTheCopyDoes()
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        pair.Destination.Capabilities += " APPENDLIMIT=200";
        pair.Source.Mailbox.Inbox.Add($"Subject: large\r\n\r\n{new string('x', 400)}\r\n");
        pair.Source.Mailbox.Inbox.Add("Subject: old\r\n\r\nx\r\n", "01-Jan-1999 00:00:00 +0000");
        pair.Source.Mailbox.Inbox.ExistsTold = 8;

        var (seen, outcome) = await RehearseAsync(pair, new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var folder = seen.Folders.Single();
        Assert.That((folder.Messages, folder.ToCopy, folder.TooLarge, folder.LeftOut, folder.Missing), Is.EqualTo((8L, 4L, 1L, 1L, 2L)));
        Assert.That(outcome.Failures.Select(failure => (failure.Uid, failure.Fault)), Is.EqualTo(new[] { ((uint?)5, CopyFault.TooLarge) }));
        Assert.That(seen.LargestMessage, Is.EqualTo(200));
    }

    [Test]
    public async Task RehearseAsync_WhenAFolderMayNotBeRead_ShouldTellOfTheOthers()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Source.Mailbox.Add("Closed").Add("Subject: in it\r\n\r\nx\r\n");
        pair.Source.On("EXAMINE", command => command.Arguments[0].Text == "Closed" ? command.ReplyAsync("NO [NOPERM] permission denied") : command.AnswerByDefaultAsync());

        var (seen, outcome) = await RehearseAsync(pair);

        Assert.That(seen.Folders.Select(folder => folder.Source), Is.EqualTo(new[] { "INBOX" }));
        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Fault)), Is.EqualTo(new[] { ("Closed", CopyFault.Permission) }));
    }

    [Test]
    public async Task RehearseAsync_WhenTheLoginIsRefused_ShouldSaySo()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var copy = pair.ToCopy();

        var (seen, outcome) = await Engine.Create().RehearseAsync(copy with { Source = copy.Source with { Login = new MailLogin("anna", new Secret("another")) } }, CancellationToken.None);

        Assert.That((outcome.Fault, seen.Folders.Count), Is.EqualTo((CopyFault.Auth, 0)));
    }

    [Test]
    public async Task MailboxCopy_WhenItIsADryRun_ShouldTellWhatTheCopyThenTells()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Small(60, sizeFactor: .05));
        var environment = new Dictionary<string, string> { ["SOURCE_PASSWORD"] = pair.SourceAccount.Password, ["DESTINATION_PASSWORD"] = pair.DestinationAccount.Password };

        var lines = await RunAsync("--dry-run");
        var before = await RunAsync("--dry-run");
        using var rehearsed = JsonDocument.Parse(await RunAsync("--dry-run", "--json"));
        using var copied = JsonDocument.Parse(await RunAsync("--json"));
        using var again = JsonDocument.Parse(await RunAsync("--dry-run", "--json"));

        var total = copied.RootElement.GetProperty("messages_copied").GetInt64();
        Assert.That(lines, Does.Contain($"INBOX -> INBOX: ").And.Contain($"dry run, nothing was changed: ").And.Contain($" messages: {total} to copy ("));
        Assert.That(before, Is.EqualTo(lines));
        Assert.That((Sum(rehearsed, "to_copy"), Sum(rehearsed, "copied")), Is.EqualTo((total, 0L)));
        Assert.That((Sum(again, "to_copy"), Sum(again, "copied")), Is.EqualTo((0L, total)));
        Assert.That(copied.RootElement.GetProperty("mailbox").GetString(), Does.StartWith("imap://anna@"));
        Assert.That(copied.RootElement.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
        (await pair.CompareAsync()).ShouldBeSame();

        long Sum(JsonDocument document, string member) => document.RootElement.GetProperty("folders").EnumerateArray().Sum(seen => seen.GetProperty(member).GetInt64());

        async Task<string> RunAsync(params string[] options)
        {
            string[] arguments =
            [
                "--source", $"imap://anna@{DovecotServer.Host}:{pair.Source.Port}", "--destination", $"imap://anna@{DovecotServer.Host}:{pair.Destination.Port}", "--state", folder.PathOf("state.json"),
                "--source-accept-any-certificate", "--destination-accept-any-certificate", .. options,
            ];
            using var process = CopyProcess.Start(native: null, environment, arguments);
            return await process.FinishAsync();
        }
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task MailboxCopy_WhenItPrintsJson_ShouldTellOfEachMailboxOfAListOnALine()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Small(10, sizeFactor: .05));
        var list = folder.PathOf("list");
        await File.WriteAllLinesAsync(list, new[] { "anna", "nobody" }.Select(user =>
            $"imap://{user}@127.0.0.1:{pair.Source.Port}\t{pair.SourceAccount.Password}\timap://{user}@127.0.0.1:{pair.Destination.Port}\t{pair.DestinationAccount.Password}"));
        File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using var process = CopyProcess.Start(
            native: null, new Dictionary<string, string> { ["XDG_DATA_HOME"] = folder.PathOf("data") }, "--list", list, "--json", "--source-accept-any-certificate", "--destination-accept-any-certificate");
        var (output, error) = await process.FailAsync();

        var lines = output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).OrderBy(line => line.GetProperty("mailbox").GetString()).ToList();
        Assert.That(error, Is.EqualTo("error: 1 of 2 mailboxes could not be copied in full"));
        Assert.That(lines.Select(line => line.GetProperty("error_code").GetString()), Is.EqualTo(new[] { null, "auth" }));
        Assert.That(lines[1].GetProperty("error").GetString(), Is.Not.Empty);
    }

    private static async Task<RehearsalOutcome> RehearseAsync(ScriptedPair pair, DateTimeOffset? fromDate = null) =>
        await Engine.Create().RehearseAsync(pair.ToCopy(fromDate: fromDate), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
}
