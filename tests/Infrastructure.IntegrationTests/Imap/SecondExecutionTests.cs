using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>What has changed since the first copy, at either side.</summary>
public sealed class SecondExecutionTests
{
    private static readonly DovecotOptions[] Sources = [new(), new() { Without = ["CONDSTORE", "QRESYNC"] }];

    private MailboxPair _pair = null!;

    [TearDown]
    public async Task StopAsync() => await _pair.DisposeAsync();

    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenMailArrivesAndFlagsChange_ShouldCopyThatAlone(DovecotOptions source)
    {
        await CopyFirstAsync(Mailboxes.Medium(400, sizeFactor: .05), source);
        await MailboxDelta.ApplyAsync(_pair.SourceAccount, newMessages: 25, changedFlags: 40);

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.EqualTo(25));
        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [TestCase(4, 1)]
    [TestCase(5, 2)]
    [TestCase(30, 4)]
    public async Task CopyAsync_WhenLittleHasChangedInSomeFolders_ShouldTakeConnectionsByTheirNumber(int folders, int connections)
    {
        await CopyFirstAsync(Mailboxes.ManyFolders(folders, messages: 5 * folders));
        await using var source = FaultProxy.Start(_pair.Source.Port);
        foreach (var folder in _pair.Checkpoints.Checkpoints.Select(checkpoint => checkpoint.SourceFolder))
        {
            await RawMailbox.AddAsync(_pair.SourceAccount, folder, "delivered later", received: null);
        }

        var second = (await _pair.CopyAsync(source.Port, _pair.Destination.Port)).ShouldSucceed();

        Assert.That((second.Done.MessagesCopied, source.Accepted), Is.EqualTo((folders, connections)));
        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenAFlagIsTakenAway_ShouldTakeItAway(DovecotOptions source)
    {
        await CopyFirstAsync(Mailboxes.OneFolder(30), source);
        await RawMailbox.RunAsync(_pair.SourceAccount, "SELECT INBOX", @"STORE 1:5 FLAGS (\Seen $Work)");
        await _pair.CopyAsync();
        await RawMailbox.RunAsync(_pair.SourceAccount, "SELECT INBOX", "STORE 2 FLAGS ()");

        (await _pair.CopyAsync()).ShouldSucceed();

        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenTheOwnerHasReadACopy_ShouldLeaveItsFlags(DovecotOptions source)
    {
        await CopyFirstAsync(Mailboxes.OneFolder(10), source);
        await RawMailbox.RunAsync(_pair.DestinationAccount, "SELECT INBOX", @"STORE 4 FLAGS (\Seen \Answered Mine)");
        await MailboxDelta.ApplyAsync(_pair.SourceAccount, newMessages: 3, changedFlags: 0);

        (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", "ANSWERED KEYWORD Mine"), Is.EqualTo("4"));
    }

    // What a copy has beyond that may be its owner's doing, and is left in the next run too.
    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenCopiesAreOnlyRecognised_ShouldGiveThemTheFlagsThatTheyLack(DovecotOptions source)
    {
        await CopyFirstAsync(Mailboxes.OneFolder(10), source);
        await RawMailbox.RunAsync(_pair.SourceAccount, "SELECT INBOX", @"STORE 1:10 FLAGS ()", @"STORE 2:4 +FLAGS (\Seen $Work)", @"STORE 6 +FLAGS (\Deleted)");
        await RawMailbox.RunAsync(_pair.DestinationAccount, "SELECT INBOX", @"STORE 1:10 FLAGS ()", @"STORE 4:5 +FLAGS (\Answered $Mine)");
        _pair.Checkpoints.Clear();

        foreach (var _ in new[] { 2, 3 })
        {
            (await _pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 10, there: 10);

            Assert.That(await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", "SEEN KEYWORD $Work"), Is.EqualTo("2 3 4"));
            Assert.That(await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", "ANSWERED KEYWORD $Mine"), Is.EqualTo("4 5"));
            Assert.That(await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", "UNSEEN UNANSWERED UNKEYWORD $Work UNDELETED"), Is.EqualTo("1 6 7 8 9 10"));
        }
    }

    [Test]
    public async Task CopyAsync_WhenMessagesAreDeletedAtTheSource_ShouldKeepTheirCopies()
    {
        await CopyFirstAsync(Mailboxes.OneFolder(20));
        await RawMailbox.RunAsync(_pair.SourceAccount, "SELECT INBOX", @"STORE 3:9 +FLAGS (\Deleted)", "EXPUNGE");

        (await _pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 13, there: 13);

        Assert.That(await RawMailbox.CountAsync(_pair.DestinationAccount, "INBOX"), Is.EqualTo(20));
    }

    [Test]
    public async Task CopyAsync_WhenTheOwnerGetsAndDeletesMailAtTheDestination_ShouldNotInterfere()
    {
        await CopyFirstAsync(Mailboxes.OneFolder(20));
        await RawMailbox.AddAsync(_pair.DestinationAccount, "INBOX", "delivered here", received: null, @"\Flagged");
        await RawMailbox.RunAsync(_pair.DestinationAccount, "SELECT INBOX", @"STORE 5 +FLAGS (\Deleted)", "EXPUNGE");
        await RawMailbox.AddAsync(_pair.SourceAccount, "INBOX", "delivered there");

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.EqualTo(1));
        Assert.That(await RawMailbox.CountAsync(_pair.DestinationAccount, "INBOX"), Is.EqualTo(21));
        Assert.That(await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", "FLAGGED SUBJECT \"delivered here\""), Is.Not.Empty);
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsReplacedAtTheSource_ShouldRecogniseItsMessages()
    {
        await CopyFirstAsync(Mailboxes.Small(60, sizeFactor: .05));
        await RawMailbox.RunAsync(_pair.SourceAccount, "CREATE Restored", "SELECT Sent", "COPY 1:* Restored", "CLOSE", "DELETE Sent");
        await RawMailbox.RunAsync(_pair.SourceAccount, "CREATE Sent", "SELECT Restored", "COPY 1:* Sent", "CLOSE", "DELETE Restored");

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.Zero);
        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsEmptiedAndReplacedAtTheDestination_ShouldFillItAgain()
    {
        await CopyFirstAsync(Mailboxes.Small(60, sizeFactor: .05));
        await RawMailbox.RunAsync(_pair.DestinationAccount, "CREATE Kept", "SELECT Sent", "COPY 1:5 Kept", "CLOSE", "DELETE Sent", "RENAME Kept Sent");

        (await _pair.CopyAsync()).ShouldSucceed();

        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsRenamedAtTheSource_ShouldNotCopyItAgain()
    {
        await CopyFirstAsync(Mailboxes.Small(60, sizeFactor: .05));
        await RawMailbox.RunAsync(_pair.SourceAccount, "RENAME Sent \"Sent long ago\"");
        await RawMailbox.AddAsync(_pair.SourceAccount, "Sent long ago", "one more");

        var second = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Done.MessagesCopied, Is.EqualTo(1));
        var renamed = new FolderMapping { Renamed = new Dictionary<string, string> { ["Sent long ago"] = "Sent" } };
        var differences = (await _pair.CompareAsync(new ComparisonOptions { Mapping = renamed })).Differences;
        Assert.That(differences, Is.EqualTo(new[] { new MailboxDifference(DifferenceKind.SubscriptionExtra, "Sent") }));
    }

    [Test]
    public async Task CopyAsync_WhenAnotherToolHasCopiedSome_ShouldRecogniseThem()
    {
        _pair = await MailboxPair.StartAsync();
        var mailbox = Mailboxes.Small(100, sizeFactor: .05);
        await _pair.Source.SeedAsync("anna", mailbox);
        await MailboxSeeder.AppendAsync(_pair.DestinationAccount, mailbox with { Messages = mailbox.Messages.Where((_, index) => index % 3 == 0) });

        var outcome = (await _pair.CopyAsync()).ShouldSucceed();

        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesSkipped), Is.EqualTo((66, 34)));
        (await _pair.CompareAsync()).ShouldBeSame();
    }

    [TestCase("2026-01-10T12:00:00Z", "at noon,later")]
    [TestCase("2026-01-10T12:00:01Z", "later")]
    [TestCase("2026-01-10T22:00:00+10:00", "at noon,later")]
    [TestCase("2026-01-10T01:00:01-11:00", "later")]
    [TestCase("2026-01-10T00:00:00-12:00", "at noon,later")]
    [TestCase("2026-01-11T13:59:59+14:00", "later")]
    [TestCase("2026-01-10T11:59:59Z", "at noon,later")]
    [TestCase("2026-01-09T00:00:00Z", "before,at noon,later")]
    public async Task CopyAsync_WhenThereIsALowerBound_ShouldHoldItToTheSecond(string bound, string expected)
    {
        _pair = await MailboxPair.StartAsync();
        await RawMailbox.AddAsync(_pair.SourceAccount, "INBOX", "before", new DateTimeOffset(2026, 1, 10, 13, 59, 59, TimeSpan.FromHours(2)).AddSeconds(-3));
        await RawMailbox.AddAsync(_pair.SourceAccount, "INBOX", "at noon", new DateTimeOffset(2026, 1, 10, 21, 0, 0, TimeSpan.FromHours(9)));
        await RawMailbox.AddAsync(_pair.SourceAccount, "INBOX", "later", new DateTimeOffset(2026, 1, 10, 20, 30, 0, TimeSpan.FromHours(-5)));

        var outcome = await _pair.CopyAsync(fromDate: DateTimeOffset.Parse(bound, System.Globalization.CultureInfo.InvariantCulture));

        var wanted = expected.Split(',').Length;
        outcome.ShouldSucceed().ShouldCount(total: 3, copied: wanted, leftOut: 3 - wanted);
        foreach (var subject in new[] { "before", "at noon", "later" })
        {
            var found = await RawMailbox.SearchAsync(_pair.DestinationAccount, "INBOX", $"SUBJECT \"{subject}\"");
            Assert.That(found.Length > 0, Is.EqualTo(expected.Split(',').Contains(subject)), subject);
        }
    }

    private async Task CopyFirstAsync(SeedMailbox mailbox, DovecotOptions? source = null)
    {
        _pair = await MailboxPair.StartAsync(source);
        await _pair.Source.SeedAsync("anna", mailbox);
        (await _pair.CopyAsync()).ShouldSucceed();
    }
}
