using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Messages that share header, size and often the date, as a monitoring system writes them: with other words each is another message.</summary>
public sealed class LookalikesTests
{
    private const string OneDay = "01-Feb-2020 00:00:00 +0000";
    private const string AnotherDay = "05-Feb-2021 00:00:00 +0000";
    private const string Named = "Message-ID: <fix@x>\r\nDate: Wed, 01 Jan 2020 00:00:00 +0000\r\n";

    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsALookalikeOfItsOwn_ShouldCopyTheMessage([Values("", Named)] string names, [Values(OneDay, AnotherDay)] string date)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Alert(names, 2), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Alert(names, 1), date);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);

        Assert.That(BodiesIn(pair, "INBOX"), Is.EquivalentTo(new[] { "disk 1", "disk 2" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsTheMessageItself_ShouldNotCopyItAgain([Values("", Named)] string names, [Values(OneDay, AnotherDay)] string date)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Alert(names, 2), OneDay);
        pair.Destination.Mailbox.Inbox.Add(Alert(names, 2), date);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, there: 1);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsManyLookalikes_ShouldTakeNoneOfThemForCopies([Values("", Named)] string names, [Values("", ", and more")] string more)
    {
        await using var pair = new ScriptedPair();
        for (var number = 10; number < 50; number++)
        {
            pair.Source.Mailbox.Inbox.Add(Alert(names, number), OneDay);
            pair.Destination.Mailbox.Inbox.Add(Alert(names, number + 40).TrimEnd() + more + "\r\n", number % 2 == 0 ? OneDay : AnotherDay);
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 40, copied: 40);
    }

    [Test]
    public async Task CopyAsync_WhenALookalikeTookThePlaceOfADeletedMessage_ShouldCopyIt([Values("", Named)] string names, [Values("INBOX", "Archive")] string folder)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("Archive");
        pair.Source.Mailbox.Inbox.Add(Alert(names, 1), OneDay);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Remove(1);
        pair.Source.Mailbox.Find(folder)!.Add(Alert(names, 2), AnotherDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);

        Assert.That(BodiesIn(pair, folder), Does.Contain("disk 2"));
    }

    [Test]
    public async Task CopyAsync_WhenUidValidityChangedAndALookalikeCame_ShouldCopyIt([Values("", Named)] string names, [Values(OneDay, AnotherDay)] string date)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add(Alert(names, 1), OneDay);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Inbox.Remove(1);
        pair.Source.Mailbox.Inbox.Add(Alert(names, 2), date);
        pair.Source.Mailbox.Inbox.UidValidity++;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);
    }

    [Test]
    public async Task CopyAsync_WhenTheStateIsLost_ShouldNotReadWhatMessageIdsMakeCertain()
    {
        await using var pair = new ScriptedPair().WithMessages(60);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();
        var (source, destination) = (pair.Source.Commands.Count, pair.Destination.Commands.Count);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 60, there: 60);

        var asked = pair.Source.Commands.Skip(source).Concat(pair.Destination.Commands.Skip(destination)).Select(command => command.Text);
        Assert.That(asked, Has.None.Contains("BODY.PEEK[]"));
    }

    // More of one date and size than are compared at a time; another tool may have copied them in another order.
    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsThousandsOfOneDateAndSize_ShouldRecogniseEachOnce([Values("", Named)] string names, [Values] bool isReversed)
    {
        await using var pair = new ScriptedPair();
        var numbers = Enumerable.Range(1000, 1300).ToList();
        numbers.ForEach(number => pair.Source.Mailbox.Inbox.Add(Alert(names, number), OneDay));
        foreach (var number in isReversed ? numbers.AsEnumerable().Reverse() : numbers)
        {
            pair.Destination.Mailbox.Inbox.Add(Alert(names, number), OneDay);
        }

        pair.Source.Mailbox.Inbox.Add(Alert(names, 9999), OneDay);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1301, copied: 1, there: 1300);

        Assert.That(BodiesIn(pair, "INBOX").ToList(), Is.Unique.And.Count.EqualTo(1301));
    }

    private static string Alert(string names, int disk) => $"From: nas@x\r\nTo: b@x\r\n{names}Subject: Alert\r\n\r\ndisk {disk}\r\n";

    private static IEnumerable<string> BodiesIn(ScriptedPair pair, string folder) =>
        pair.Destination.Mailbox.Find(folder)!.Messages.Select(message => System.Text.Encoding.Latin1.GetString(message.Content).Split("\r\n\r\n")[1].Trim());
}
