using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Scripted;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>That every run says of each message what became of it: copied, there already, failed, left out by a rule, or missing.</summary>
public sealed class AccountingTests
{
    private static readonly DateTimeOffset Bound = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly DovecotOptions[] Sources = [new(), new() { Without = ["CONDSTORE", "QRESYNC", "ESEARCH"] }];

    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenThereIsALowerBound_ShouldTellWhatIsLeftOutFromWhatIsThere(DovecotOptions source)
    {
        await using var pair = await MailboxPair.StartAsync(source);
        for (var day = 1; day <= 20; day++)
        {
            await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", $"on day {day}", new DateTimeOffset(2026, 1, day, 12, 0, 0, TimeSpan.Zero));
        }

        (await pair.CopyAsync(fromDate: Bound)).ShouldSucceed().ShouldCount(total: 20, copied: 11, leftOut: 9);
        (await pair.CopyAsync(fromDate: Bound)).ShouldSucceed().ShouldCount(total: 20, there: 11, leftOut: 9);
        await RawMailbox.RunAsync(pair.SourceAccount, "SELECT INBOX", @"STORE 5,15:16 +FLAGS (\Deleted)", "EXPUNGE");
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "one more", Bound.AddDays(30));

        (await pair.CopyAsync(fromDate: Bound)).ShouldSucceed().ShouldCount(total: 18, copied: 1, there: 9, leftOut: 8);
        (await pair.CopyAsync(fromDate: Bound)).ShouldSucceed().ShouldCount(total: 18, there: 10, leftOut: 8);
    }

    [Test]
    public async Task CopyAsync_WhenTheLowerBoundIsTakenAway_ShouldCopyWhatItLeftOut()
    {
        await using var pair = await MailboxPair.StartAsync();
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "before", Bound.AddDays(-30));
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "after", Bound.AddDays(30));
        (await pair.CopyAsync(fromDate: Bound)).ShouldCount(total: 2, copied: 1, leftOut: 1);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, copied: 1, there: 1);
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceIsGmail_ShouldCountWhatOtherFoldersShowAsLeftOut()
    {
        await using var pair = new ScriptedPair(WellKnownServers.StartGmail());
        var all = pair.Source.Mailbox.Find("[Gmail]/All Mail")!;
        var archived = all.Add("Message-ID: <old@gmail.example>\r\nSubject: archived\r\n\r\nx\r\n");
        all.Replace(archived with { Extras = new Dictionary<string, string> { ["X-GM-LABELS"] = "()" } });

        // INBOX and Sent have one each, All Mail has two of which they show one.
        (await pair.CopyAsync(rules: FolderRules.Gmail)).ShouldSucceed().ShouldCount(total: 4, copied: 3, leftOut: 1);
        (await pair.CopyAsync(rules: FolderRules.Gmail)).ShouldSucceed().ShouldCount(total: 4, there: 3, leftOut: 1);
        pair.Source.Mailbox.Inbox.Remove(1);

        (await pair.CopyAsync(rules: FolderRules.Gmail)).ShouldSucceed().ShouldCount(total: 3, there: 2, leftOut: 1);
    }

    [TestCaseSource(nameof(Sources))]
    public async Task CopyAsync_WhenMessagesHaveBeenDeletedAtTheSource_ShouldCountWhatIsStillThere(DovecotOptions source)
    {
        await using var pair = await MailboxPair.StartAsync(source);
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(20));
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE Other", "SELECT INBOX", "COPY 1:5 Other");
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 25, copied: 25);
        await RawMailbox.RunAsync(pair.SourceAccount, "SELECT INBOX", @"STORE 3:9 +FLAGS (\Deleted)", "EXPUNGE");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 18, there: 18);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 18, there: 18);

        // With a folder that is new, the state of all is asked for.
        await RawMailbox.RunAsync(pair.SourceAccount, "CREATE New", "SELECT INBOX", "COPY 1 New");
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 19, copied: 1, there: 18);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 19, there: 19);
    }

    [Test]
    public async Task CopyAsync_WhenMailArrivesAllTheTime_ShouldAddUp()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.OneFolder(600));
        using var stop = new CancellationTokenSource();
        var arriving = ArriveAsync(pair, stop.Token);

        var first = (await pair.CopyAsync()).ShouldSucceed();
        await stop.CancelAsync();
        var arrived = await arriving;
        var second = (await pair.CopyAsync()).ShouldSucceed();

        second.ShouldCount(total: 600 + arrived, copied: 600 + arrived - first.Done.MessagesCopied, there: first.Done.MessagesCopied);
        (await pair.CompareAsync()).ShouldBeSame();

        static async Task<int> ArriveAsync(MailboxPair pair, CancellationToken cancellationToken)
        {
            var count = 0;
            while (!cancellationToken.IsCancellationRequested)
            {
                await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", $"arrival {++count}");
            }

            return count;
        }
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationRefusesAMessage_ShouldCountItAsFailedEachTime()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Destination.On("APPEND", command => command.Arguments[^1].Text.Contains("hello 3", StringComparison.Ordinal) ? command.ReplyAsync("NO I don't like it") : command.AnswerByDefaultAsync());

        (await pair.CopyAsync()).ShouldCount(total: 6, copied: 5, failed: 1);
        (await pair.CopyAsync()).ShouldCount(total: 6, there: 5, failed: 1);
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 1, there: 5);
    }

    [Test]
    public async Task CopyAsync_WhenAConnectionBreaksAfterAMessageTooLarge_ShouldCountThatOnce()
    {
        await using var pair = new ScriptedPair().WithMessages(6);
        pair.Destination.Capabilities += " APPENDLIMIT=200";
        pair.Source.Mailbox.Inbox.Add($"Subject: large\r\n\r\n{new string('x', 400)}\r\n");
        pair.Destination.On("APPEND", command => command.Number == 3 ? Break(command) : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 7, copied: 6, failed: 1);

        Assert.That(outcome.Failures.Select(failure => failure.Fault), Is.EqualTo(new[] { CopyFault.TooLarge }));

        static Task Break(ScriptedCommand command)
        {
            command.Reset();
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task CopyAsync_WhenTheQuotaEndsIt_ShouldCallTheRestMissing()
    {
        await using var pair = new ScriptedPair().WithMessages(90);
        pair.Source.Mailbox.Add("Later").Add("Subject: later\r\n\r\nx\r\n");
        pair.Destination.On("APPEND", command => pair.Destination.Mailbox.Inbox.Messages.Count >= 17 ? command.ReplyAsync(ServerTexts.OverQuota) : command.AnswerByDefaultAsync());

        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldEndWith(CopyFault.Quota).ShouldCount(total: 91, copied: 17, missing: 74);
        (await pair.CopyAsync(Engine.With(connections: 1))).ShouldEndWith(CopyFault.Quota).ShouldCount(total: 91, there: 17, missing: 74);
        pair.Destination.On("APPEND", command => command.AnswerByDefaultAsync());

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 91, copied: 74, there: 17);
    }

    [Test]
    public async Task CopyAsync_WhenAKilledRunNotedAPart_ShouldCountAllOfItAsThere()
    {
        await using var pair = new ScriptedPair().WithMessages(30);
        await pair.CopyAsync();
        var known = pair.Checkpoints.Checkpoints.Single();
        await pair.Checkpoints.SaveAsync(
            [known with { Copied = UidMap.Parse("1>1x10"), Unfinished = UidSet.Parse("11:30"), SourceUidNext = 0, DestinationUidNext = 0 }], CancellationToken.None);
        pair.Source.Mailbox.Inbox.Add("Subject: later\r\n\r\nx\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 31, copied: 1, there: 30);
    }

    [Test]
    public async Task CopyAsync_WhenAFolderCannotBeMade_ShouldCountItsMessagesAsFailed()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        var other = pair.Source.Mailbox.Add("Other");
        other.Add("Subject: one\r\n\r\nx\r\n");
        other.Add("Subject: two\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", "NO [CANNOT] not here");

        var outcome = (await pair.CopyAsync()).ShouldCount(total: 5, copied: 3, failed: 2);

        Assert.That(outcome.Failures.Select(failure => (failure.Folder, failure.Uid)), Is.EqualTo(new[] { ("Other", (uint?)null) }));
    }
}
