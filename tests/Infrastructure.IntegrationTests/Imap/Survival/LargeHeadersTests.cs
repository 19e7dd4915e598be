using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Headers as large as messages: they are recognised like any other, and do not keep the rest of their folder.</summary>
public sealed class LargeHeadersTests
{
    private const int Largest = 26_000_000;
    private const int Large = 400_000;
    private const string Telling = "From: a@x\r\nTo: b@x\r\nDate: Thu, 01 Jan 2026 10:00:00 +0000\r\n";

    [TestCase("keeps all")]
    [TestCase("adds a field")]
    [TestCase("tells no UIDs, adds a field, ignores dates")]
    public async Task CopyAsync_WhenTheStateIsLost_ShouldRecogniseEachMessage(string destination)
    {
        await using var pair = WithLargeHeaders();
        Find(destination).Install(pair.Destination, _ => null);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();

        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((again.Done.MessagesCopied, again.Done.MessagesSkipped), Is.EqualTo((0L, 11L)));
        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(11));
    }

    [TestCase("keeps all")]
    [TestCase("adds a field")]
    [TestCase("tells no UIDs, adds a field, ignores dates")]
    public async Task CopyAsync_WhenTheConnectionBreaksBehindALargeHeader_ShouldStoreEachMessageOnce(string destination)
    {
        await using var pair = WithLargeHeaders();
        var appends = 0;
        Find(destination).Install(pair.Destination, count => ++appends is 4 or 6 ? count : null);

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.Unique.And.Count.EqualTo(11));
    }

    [Test]
    public async Task CopyAsync_WhenManyHeadersAreLarge_ShouldAskForThemWithAsFewCommandsAsForSmallOnes()
    {
        await using var pair = new ScriptedPair();
        for (var number = 0; number < 450; number++)
        {
            pair.Source.Mailbox.Inbox.Add($"{Telling}Subject: {number}\r\n{string.Concat(Enumerable.Repeat($"X-Field: {new string('v', 990)}\r\n", 65))}\r\nbody\r\n");
        }

        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        var (before, destinationBefore) = (Headers(pair.Source), Headers(pair.Destination));

        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(again.Done.MessagesSkipped, Is.EqualTo(450));
        Assert.That((Headers(pair.Source) - before, Headers(pair.Destination) - destinationBefore), Is.EqualTo((3, 3)));
    }

    private static ChangingDestination Find(string name) => ChangingDestination.All.Single(kind => kind.Name == name);

    private static int Headers(ScriptedImapServer server) => server.Commands.Count(command => command.Name == "FETCH" && command.Text.Contains("HEADER", StringComparison.Ordinal));

    private static ScriptedPair WithLargeHeaders()
    {
        var pair = new ScriptedPair().WithMessages(3);
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.Add($"{Telling}Subject: one field\r\nX-One: {new string('v', Largest)}\r\n\r\nbody\r\n");
        inbox.Add($"{Telling}Subject: many fields\r\n{string.Concat(Enumerable.Repeat($"X-Field: {new string('v', 990)}\r\n", Large / 1001))}\r\nbody\r\n");
        inbox.Add($"{Telling}Subject: a long list\r\nCc: {string.Join(",\r\n ", Enumerable.Range(0, 4_000).Select(number => $"reader{number}@x"))}\r\nMessage-ID: <list@x>\r\n\r\nbody\r\n");
        inbox.Add($"{Telling}Subject: a long Message-ID\r\nMessage-ID: <{new string('i', Large)}@x>\r\n\r\nbody\r\n");
        inbox.Add($"{Telling}Subject: a header and no more\r\nX-One: {new string('v', 70_000)}");
        inbox.Add($"{string.Concat(Enumerable.Repeat($"X-Field: {new string('v', 990)}\r\n", Large / 1001))}Message-ID: <behind@x>\r\n{Telling}Subject: all that tells stands behind\r\n\r\nbody\r\n");
        inbox.Add($"{string.Concat(Enumerable.Repeat("a:b\r\n", Large / 5))}{Telling}Message-ID: <tiny@x>\r\nSubject: tiny fields\r\n\r\nbody\r\n");
        inbox.Add($"{Telling}Subject: last\r\n\r\nbody\r\n");
        return pair;
    }
}
