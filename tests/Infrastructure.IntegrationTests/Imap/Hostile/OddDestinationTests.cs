using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>Destinations that say of messages what is not so: nothing counts as copied that is not there.</summary>
public sealed class OddDestinationTests
{
    [TestCase("1000")]
    [TestCase("0 0")]
    [TestCase("1000 0")]
    [TestCase("1000 2:1")]
    [TestCase("1000 1:9")]
    [TestCase("1000 1:4294967294")]
    [TestCase("1000 4294967296")]
    [TestCase("77 1")]
    [TestCase("1000 x")]
    public async Task CopyAsync_WhenPlacesAreToldThatCantBe_ShouldLookForTheMessages(string place)
    {
        await using var pair = new ScriptedPair().WithMessages(4);
        pair.Destination.Mailbox.Inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nhello\r\n");
        pair.Destination.On("APPEND", async command =>
        {
            pair.Destination.Mailbox.Inbox.Add(command.Arguments[^1].Text);
            await command.ReplyAsync($"OK [APPENDUID {place}] done");
        });

        var outcome = await pair.CopyAsync(Engine.With(connections: 1));
        var again = await pair.CopyAsync();

        outcome.ShouldSucceed();
        again.ShouldSucceed().ShouldCount(4, there: 4);
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(5));
    }

    [TestCase("UIDPLUS LITERAL+")]
    [TestCase("")]
    [TestCase("MULTIAPPEND")]
    public async Task CopyAsync_WhenAMessageIsSaidToBeStoredBeforeItWasSent_ShouldRecordItAndCopyTheOthers(string capabilities)
    {
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Destination.Capabilities = $"IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE {capabilities}";
        pair.Source.Mailbox.Inbox.Replace(pair.Source.Mailbox.Inbox.Messages[2] with { Flags = ["\\Flagged"] });
        pair.Destination.RefuseBeforeLiteral = line => line.Contains("\\Flagged", StringComparison.Ordinal) ? "OK done already" : null;

        var outcome = await pair.CopyAsync(Engine.With(connections: 1));

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => (failure.Uid, failure.Fault)), Is.EqualTo(new[] { ((uint?)3, CopyFault.DestinationProtocol) }), string.Join("; ", outcome.Failures));
        Assert.That(outcome.Failures[0].Reason, Does.Contain("has not been sent"));
        outcome.ShouldCount(5, copied: 4, failed: 1);
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 4", "message 5" }));
    }

    [TestCase("")]
    [TestCase("MULTIAPPEND")]
    public async Task CopyAsync_WhenAMessageIsSaidToBeStoredAndIsNot_ShouldRecordIt(string capabilities)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Destination.Capabilities = $"IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE {capabilities}";
        pair.Destination.Mailbox.Inbox.Add("Message-ID: <own@x>\r\nSubject: own\r\n\r\nhello\r\n");
        pair.Destination.On("APPEND", "OK done");

        var outcome = await pair.CopyAsync();
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());
        var again = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures.Select(failure => failure.Uid), Is.EquivalentTo(new uint?[] { 1, 2, 3 }));
        Assert.That(outcome.Failures[0].Reason, Does.Contain("is not in the folder"));
        outcome.ShouldCount(3, failed: 3);
        again.ShouldSucceed();
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(4));
    }

    [Test]
    public async Task CopyAsync_WhenADestinationChangesWhatItStores_ShouldCountItAsCopied()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        pair.Destination.Capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN NAMESPACE";
        pair.Destination.On("APPEND", async command =>
        {
            pair.Destination.Mailbox.Inbox.Add($"X-Added: 1\r\n{command.Arguments[^1].Text}", "02-Feb-2022 12:00:00 +0000");
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(3));
    }
}
