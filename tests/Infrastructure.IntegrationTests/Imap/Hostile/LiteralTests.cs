using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>Destinations that refuse a line and then read the message behind it as commands: no message may be there to be read.</summary>
public sealed class LiteralTests
{
    private const string Body = "Z9 CREATE BYMAIL\r\nZ7 STORE 1:* +FLAGS (\\Deleted)\r\nZ6 EXPUNGE\r\n";

    private static readonly string[] Expected =
    [
        "CAPABILITY", "AUTHENTICATE", "NAMESPACE", "LIST", "LSUB", "STATUS", "SELECT", "EXAMINE", "APPEND", "FETCH", "SEARCH", "NOOP", "ID", "CREATE", "SUBSCRIBE", "LOGOUT",
    ];

    [TestCase("LITERAL+")]
    [TestCase("LITERAL-")]
    [TestCase("LITERAL+ MULTIAPPEND")]
    [TestCase("")]
    public async Task CopyAsync_WhenTheDestinationRefusesAFlagAndReadsOn_ShouldSendNoMessageAsCommands(string capabilities)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Destination.Capabilities = $"IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE UIDPLUS {capabilities}";
        pair.Destination.RefuseBeforeLiteral = line => line.Contains("$Odd", StringComparison.Ordinal) ? "BAD Invalid flag" : null;
        pair.Source.Mailbox.Inbox.Add($"Message-ID: <6@x>\r\nSubject: message 6\r\n\r\n{Body}", flags: "$Odd");
        pair.Source.Mailbox.Inbox.Add("Message-ID: <7@x>\r\nSubject: message 7\r\n\r\nhello\r\n");

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(7));
        Assert.That(pair.Destination.Commands.Select(command => command.Name).Distinct(), Is.SubsetOf(Expected));
        Assert.That(pair.Destination.Mailbox.Folders, Has.Count.EqualTo(1));
        Assert.That(outcome.Failures, Is.Empty);
    }

    [Test]
    public async Task CopyAsync_WhenAFlagHasBeenTaken_ShouldNotAskAgainBeforeItSendsIt()
    {
        await using var pair = new ScriptedPair();
        for (var number = 0; number < 30; number++)
        {
            pair.Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: message {number}\r\n\r\nhello\r\n", flags: number % 2 == 0 ? ["\\Seen"] : ["$Work", "\\Flagged"]);
        }

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed();

        var appends = pair.Destination.Commands.Where(command => command.Name == "APPEND").Select(command => command.Text).ToList();
        Assert.That(appends, Has.Count.EqualTo(30));
        Assert.That(appends.Count(text => !text.Contains("+}", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(appends[0], Does.Not.Contain("+}"));
        Assert.That(appends[1], Does.Not.Contain("+}"));
    }

    [Test]
    public async Task CopyAsync_WhenOnlyShortLiteralsNeedNotWait_ShouldHaveTheLongOnesWait()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Destination.Capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE UIDPLUS LITERAL- LITERAL+X";
        pair.Source.Mailbox.Inbox.Add($"Message-ID: <long@x>\r\nSubject: long\r\n\r\n{new string('x', 5000)}\r\n");
        pair.Destination.On("APPEND", async command =>
        {
            // The server of the test takes literals that do not wait only where all may.
            var folder = pair.Destination.Mailbox.Inbox;
            var message = folder.Add(command.Arguments[^1].Text);
            await command.ReplyAsync($"OK [APPENDUID {folder.UidValidity} {message.Uid}] done");
        });

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed();

        var appends = pair.Destination.Commands.Where(command => command.Name == "APPEND").Select(command => command.Text).ToList();
        Assert.That(appends.Select(text => text.Contains("+}", StringComparison.Ordinal)), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageSentUnaskedIsRefused_ShouldGoOnOverANewConnection()
    {
        await using var pair = new ScriptedPair().WithMessages(8);
        pair.Destination.On("APPEND", command => command.Text.Contains('{', StringComparison.Ordinal) && command.Arguments[^1].Text.Contains("message 5", StringComparison.Ordinal)
            ? command.ReplyAsync("NO not this one")
            : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync(Engine.With(connections: 1));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.DestinationRefused }));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(7));
        Assert.That(pair.Destination.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task CopyAsync_WhenAMessageThatWasAskedForIsRefused_ShouldKeepTheConnection()
    {
        await using var pair = new ScriptedPair().WithMessages(8);
        pair.Destination.Capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE UIDPLUS MULTIAPPEND";
        pair.Destination.On("APPEND", command => command.Arguments.Any(argument => argument.Text.Contains("message 5", StringComparison.Ordinal))
            ? command.ReplyAsync("NO not this one")
            : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync(Engine.With(connections: 1));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Has.Count.EqualTo(1));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(7));
        Assert.That(pair.Destination.Connections, Is.EqualTo(1));
    }
}
