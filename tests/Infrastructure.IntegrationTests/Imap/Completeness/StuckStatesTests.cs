using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Sources whose folders tell the same state though mail has come in: what they hold tells better.</summary>
public sealed class StuckStatesTests
{
    private const int Messages = 6;

    /// <summary>What is told in place of UIDNEXT and HIGHESTMODSEQ; 0 = nothing.</summary>
    private static readonly (uint UidNext, ulong HighestModSeq)[] States = [(7, 5), (100, 5), (uint.MaxValue, 5), (1, 5), (0, 5), (7, 0), (100, 0), (0, 0)];

    [Test]
    public async Task CopyAsync_WhenMailArrives_ShouldCopyIt([ValueSource(nameof(States))] (uint UidNext, ulong HighestModSeq) state, [Values(1, 70)] int folders)
    {
        await using var pair = await CopyFirstAsync(state, folders);
        AddNew(pair);

        await ShouldCopyNewAsync(pair, folders, there: Messages);
    }

    [Test]
    public async Task CopyAsync_WhenMailArrivesAfterSomeWasDeleted_ShouldCopyIt(
        [ValueSource(nameof(States))] (uint UidNext, ulong HighestModSeq) state, [Values(1, 2, 3)] int deleted, [Values(1, 70)] int folders)
    {
        await using var pair = await CopyFirstAsync(state, folders);
        for (uint uid = 1; uid <= deleted; uid++)
        {
            pair.Source.Mailbox.Inbox.Remove(uid);
        }

        (await pair.CopyAsync()).ShouldSucceed();
        AddNew(pair);

        await ShouldCopyNewAsync(pair, folders, there: Messages - deleted);
    }

    [Test]
    public async Task CopyAsync_WhenAsMuchArrivesAsWasDeletedBefore_ShouldCopyIt([ValueSource(nameof(States))] (uint UidNext, ulong HighestModSeq) state)
    {
        await using var pair = await CopyFirstAsync(state, folders: 1);
        pair.Source.Mailbox.Inbox.Remove(2);
        (await pair.CopyAsync()).ShouldSucceed();
        AddNew(pair);

        await ShouldCopyNewAsync(pair, folders: 1, there: Messages - 1);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);
    }

    // Where neither UIDNEXT, HIGHESTMODSEQ nor the number of messages changes, nothing tells.
    [TestCase(7u, 0ul, 0ul)]
    [TestCase(100u, 0ul, 0ul)]
    [TestCase(0u, 0ul, 0ul)]
    [TestCase(0u, 5ul, 5ul)]
    [TestCase(7u, 5ul, 6ul)]
    public async Task CopyAsync_WhenOneArrivesAndAnotherIsDeleted_ShouldCopyIt(uint uidNext, ulong before, ulong after)
    {
        await using var pair = await CopyFirstAsync((uidNext, before), folders: 1);
        pair.Source.Mailbox.Inbox.Remove(2);
        AddNew(pair);
        pair.Source.Mailbox.Inbox.HighestModSeq = after;

        await ShouldCopyNewAsync(pair, folders: 1, there: Messages - 1);
    }

    [Test]
    public async Task CopyAsync_WhenOneArrivesAndAnotherIsDeletedAndStatusAloneTellsOfIt_ShouldCopyIt([Values(1, 2)] int runs)
    {
        await using var pair = await CopyFirstAsync((Messages + 1, 0), folders: 1);
        var inbox = pair.Source.Mailbox.Inbox;
        pair.Source.On("STATUS", async command =>
        {
            await command.UntaggedAsync($"STATUS INBOX (MESSAGES {inbox.Messages.Count} UIDNEXT {inbox.UidNext} UIDVALIDITY {inbox.UidValidity})");
            await command.ReplyAsync("OK done");
        });
        for (uint run = 1; run <= runs; run++)
        {
            inbox.Remove(run);
            AddNew(pair);
            (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: 1, there: Messages - 1);
        }

        Assert.That(pair.SubjectsIn("INBOX").Count(subject => subject == "new"), Is.EqualTo(runs));
    }

    [Test]
    public async Task CopyAsync_WhenTheStateWasStoredByAnEarlierVersion_ShouldLookOnce()
    {
        await using var pair = await CopyFirstAsync((Messages + 1, 5), folders: 1);
        var known = pair.Checkpoints.Checkpoints.Single();
        await pair.Checkpoints.SaveAsync([known with { SourceSurplus = null }], CancellationToken.None);

        foreach (var looks in new[] { 1, 1 })
        {
            (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, there: Messages);
            Assert.That(ScriptedPair.Count(pair.Source, "SEARCH"), Is.EqualTo(looks));
        }
    }

    private static async Task<ScriptedPair> CopyFirstAsync((uint UidNext, ulong HighestModSeq) state, int folders)
    {
        var pair = new ScriptedPair().WithMessages(Messages);
        pair.Source.Capabilities += state.HighestModSeq > 0 ? " ENABLE CONDSTORE" : string.Empty;
        (pair.Source.Mailbox.Inbox.UidNextTold, pair.Source.Mailbox.Inbox.HighestModSeq) = (state.UidNext, state.HighestModSeq);
        for (var number = 1; number < folders; number++)
        {
            pair.Source.Mailbox.Add($"Folder {number}").HighestModSeq = state.HighestModSeq;
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: Messages, copied: Messages);
        return pair;
    }

    private static void AddNew(ScriptedPair pair) => pair.Source.Mailbox.Inbox.Add("Message-ID: <new@x>\r\nSubject: new\r\n\r\nhello\r\n");

    private static async Task ShouldCopyNewAsync(ScriptedPair pair, int folders, int there)
    {
        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: there + 1, copied: 1, there: there);
        Assert.That(outcome.Done.Folders, Is.EqualTo(folders));
        Assert.That(pair.SubjectsIn("INBOX"), Does.Contain("new"));
    }
}
