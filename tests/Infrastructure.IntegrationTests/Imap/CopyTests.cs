using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Whole mailboxes, from one real server to another.</summary>
public sealed class CopyTests
{
    private static readonly TestCaseData[] Boxes =
    [
        new TestCaseData(Mailboxes.Small(sizeFactor: .1)).SetArgDisplayNames("small"),
        new TestCaseData(Mailboxes.Medium(600, sizeFactor: .1)).SetArgDisplayNames("medium"),
        new TestCaseData(Mailboxes.Large(900, sizeFactor: .1)).SetArgDisplayNames("large"),
    ];

    [TestCaseSource(nameof(Boxes))]
    public async Task CopyAsync_WhenTheDestinationIsEmpty_ShouldMakeTheSame(SeedMailbox mailbox)
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", mailbox);
        var before = await RawMailbox.StatesAsync(pair.SourceAccount);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        (await pair.CompareAsync()).ShouldBeSame();
        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(mailbox.Messages.Count()));
        Assert.That(outcome.Notes, Is.Empty);
        Assert.That(await RawMailbox.StatesAsync(pair.SourceAccount), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Boxes))]
    public async Task CopyAsync_WhenRepeated_ShouldCopyNothing(SeedMailbox mailbox)
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", mailbox);
        await pair.CopyAsync();
        var before = await RawMailbox.StatesAsync(pair.DestinationAccount);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.Zero);
        Assert.That(outcome.Done.BytesCopied, Is.Zero);
        Assert.That(await RawMailbox.StatesAsync(pair.DestinationAccount), Is.EqualTo(before));
    }

    [Test]
    public async Task CopyAsync_WhenTheCheckpointsAreLost_ShouldRecogniseEverything()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Medium(600, sizeFactor: .05));
        await pair.CopyAsync();
        pair.Checkpoints.Clear();

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.Zero);
        (await pair.CompareAsync()).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenEverythingIsOdd_ShouldMakeTheSame()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Edge(500_000));

        var first = await pair.CopyAsync();
        var again = await pair.CopyAsync();
        pair.Checkpoints.Clear();
        var anew = await pair.CopyAsync();

        var differences = (await pair.CompareAsync()).Differences.Where(difference => !IsInTheFuture(difference) && !IsEmptyMessage(difference));
        Assert.That(differences, Is.Empty);
        foreach (var outcome in new[] { first, again, anew })
        {
            Assert.That(outcome.Fault, Is.Null, outcome.Reason);
            Assert.That(outcome.Failures.Select(failure => failure.Reason), Has.One.Items.And.One.Contains("Can't save a zero byte message"));
        }

        Assert.That((again.Done.MessagesCopied, anew.Done.MessagesCopied), Is.EqualTo((0, 0)));
    }

    // Dovecot keeps a message of no bytes in a Maildir, but takes none over IMAP.
    private static bool IsEmptyMessage(MailboxDifference difference) =>
        difference.Kind == DifferenceKind.MessageMissing && difference.Detail.EndsWith(" 0 bytes", StringComparison.Ordinal);

    // Dovecot puts its own clock in the place of a moment that is still to come.
    private static bool IsInTheFuture(MailboxDifference difference) =>
        difference.Kind == DifferenceKind.DateDiffers && difference.Detail.Contains("received in 2050", StringComparison.Ordinal);

    [Test]
    public async Task CopyAsync_WhenTheDestinationHasMail_ShouldLeaveItAlone()
    {
        await using var pair = await MailboxPair.StartAsync();
        await pair.Source.SeedAsync("anna", Mailboxes.Small(60, sizeFactor: .05));
        await RawMailbox.AddAsync(pair.DestinationAccount, "INBOX", "own mail", received: null, @"\Flagged", "Own");
        await RawMailbox.RunAsync(pair.DestinationAccount, "CREATE \"Own folder\"");
        await RawMailbox.AddAsync(pair.DestinationAccount, "Own folder", "own too", received: null, @"\Deleted");

        (await pair.CopyAsync()).ShouldSucceed();

        var comparison = await pair.CompareAsync();
        Assert.That(comparison.Differences.Select(difference => (difference.Kind, difference.Folder)), Is.EquivalentTo(new[]
        {
            (DifferenceKind.FolderExtra, "Own folder"), (DifferenceKind.MessageExtra, "INBOX"),
        }), comparison.ToString());
        Assert.That(await RawMailbox.SearchAsync(pair.DestinationAccount, "INBOX", "FLAGGED KEYWORD Own SUBJECT \"own mail\""), Is.EqualTo("1"));
        Assert.That(await RawMailbox.SearchAsync(pair.DestinationAccount, "Own folder", "DELETED"), Is.EqualTo("1"));
    }

    [Test]
    public async Task CopyAsync_WhenMessagesAreDuplicates_ShouldKeepThemAsOften()
    {
        await using var pair = await MailboxPair.StartAsync();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "twin");
        }

        (await pair.CopyAsync()).ShouldSucceed();
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "twin");
        pair.Checkpoints.Clear();
        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
        (await pair.CompareAsync()).ShouldBeSame();
    }
}
