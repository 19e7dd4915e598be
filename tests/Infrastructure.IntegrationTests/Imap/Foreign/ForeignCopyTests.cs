using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>Whole copies from and to servers that somebody else wrote, or set up otherwise.</summary>
public sealed class ForeignCopyTests
{
    private const int Messages = 80;
    private const int NewMessages = 8;

    [Test]
    public async Task CopyAsync_WhenRunAgainAndAgain_ShouldCopyWhatIsNewOnce([Values] ServerKind kind, [Values] bool isSource)
    {
        await using var pair = await ForeignPair.StartAsync(kind, isSource);
        await pair.SeedAsync(Mailboxes.Small(Messages, sizeFactor: .05));

        var first = (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CompareAsync()).ShouldBeSame();
        var second = (await pair.CopyAsync()).ShouldSucceed();
        await MailboxDelta.ApplyAsync(pair.Source.Account, NewMessages, changedFlags: 6);
        var third = (await pair.CopyAsync()).ShouldSucceed();

        (await pair.CompareAsync()).ShouldBeSame();
        Assert.That((first.Done.MessagesCopied, second.Done.MessagesCopied, third.Done.MessagesCopied), Is.EqualTo(((long)Messages, 0L, (long)NewMessages)));
    }
}
