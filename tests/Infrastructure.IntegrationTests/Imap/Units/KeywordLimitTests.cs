using Hosting.Migrations.Imap.Copying;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class KeywordLimitTests
{
    [Test]
    public void Bound_WhenThereAreTooManyKeywords_ShouldKeepThoseThatCameFirst()
    {
        var limit = new KeywordLimit(["old", @"\Seen"]);
        for (var number = 1; number < KeywordLimit.MaxCount; number++)
        {
            Assert.That(limit.Bound(Message($"k{number}")).Keywords, Has.Count.EqualTo(1));
        }

        var bound = limit.Bound(Message("k7", "new", "old"));

        Assert.That(bound.Keywords.Select(keyword => keyword.ToString()), Is.EquivalentTo(new[] { "k7", "old" }));
        Assert.That((bound.Tags.Dropped, bound.Tags.Examples.Single()), Is.EqualTo((1, "new")));
    }

    [Test]
    public async Task CopyAsync_WhenEachMessageHasKeywordsOfItsOwn_ShouldCopyAllMessagesAndCountWhatIsDropped()
    {
        await using var pair = new ScriptedPair();
        for (var number = 0; number < 30; number++)
        {
            pair.Source.Mailbox.Inbox.Add($"Message-ID: <{number}@x>\r\nSubject: {number}\r\n\r\nx\r\n", flags: [.. Enumerable.Range(0, 50).Select(keyword => $"k{number}-{keyword}")]);
        }

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 30, copied: 30);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 30, there: 30);

        Assert.That(outcome.Notes, Has.Some.StartsWith("500 flags on 10 messages were dropped"));
        Assert.That(pair.Checkpoints.Checkpoints.Single().Flags, Has.Count.EqualTo(KeywordLimit.MaxCount));
        Assert.That(ScriptedPair.Count(pair.Destination, "STORE"), Is.Zero, "Nothing has changed.");
    }

    private static MessageInfo Message(params string[] keywords) => new(1, default, KeywordSet.Read(keywords), null, 10);
}
