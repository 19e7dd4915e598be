using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Cyrus;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Foreign;

/// <summary>What one folder or message may do to the rest of a mailbox on a server that somebody else wrote: nothing.</summary>
public sealed class OneBadFolderTests
{
    [Test]
    public async Task CopyAsync_WhenCouriersInboxHoldsMailOfItsOwn_ShouldAddWhatIsNew()
    {
        await using var pair = await ForeignPair.StartAsync(ServerKind.Courier, isSource: false);
        await RawMailbox.AddAsync(pair.Destination.Account, "INBOX", "its own");
        await RawMailbox.AddAsync(pair.Source.Account, "INBOX", "first");
        (await pair.CopyAsync()).ShouldSucceed();
        await RawMailbox.AddAsync(pair.Destination.Account, "INBOX", "its own again");
        await RawMailbox.AddAsync(pair.Source.Account, "INBOX", "second");

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
        Assert.That(await RawMailbox.CountAsync(pair.Destination.Account, "INBOX"), Is.EqualTo(4));
    }

    [TestCase(ServerKind.Courier)]
    [TestCase(ServerKind.CyrusBesideInbox)]
    [TestCase(ServerKind.CyrusBelowInbox)]
    public async Task CopyAsync_WhenTheDestinationDoesNotTakeNames_ShouldCopyTheFoldersUnderOthers(ServerKind kind)
    {
        string[] names = ["Family 😀", "{5}", "!bang", "a|b", "50%", "back\\slash", "star*", "#hash", "[x]", "quo\"te", "Plain", "Grüße"];
        await using var pair = await ForeignPair.StartAsync(kind, isSource: false);
        await pair.SeedAsync(new SeedMailbox(names, [], []));
        foreach (var name in names)
        {
            await RawMailbox.AddAsync(pair.Source.Account, ModifiedUtf7.Encode(name), $"in {name.Length}");
        }

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        var renamed = outcome.Notes.Select(note => note.Split(" became ")).Where(parts => parts.Length is 2)
            .Select(parts => (parts[0], parts[1][..(parts[1].IndexOf("): ", StringComparison.Ordinal) + 1)])).ToArray();
        TestContext.Out.WriteLine(string.Join('\n', outcome.Notes));
        (await pair.CompareAsync(renamed)).ShouldBeSame();
        Assert.That(renamed.Select(pair => pair.Item1), Has.No.Member("Plain").And.No.Member("Grüße"));
        Assert.That((outcome.Done.MessagesCopied, again.Done.MessagesCopied), Is.EqualTo(((long)names.Length, 0L)));
    }

    [Test]
    public async Task CopyAsync_WhenTheStateIsLost_ShouldFindWhatLiesUnderSafeNames()
    {
        await using var pair = await ForeignPair.StartAsync(ServerKind.CyrusBesideInbox, isSource: false);
        await RawMailbox.RunAsync(pair.Source.Account, "CREATE \"a|b\"");
        await RawMailbox.AddAsync(pair.Source.Account, "a|b", "once");
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Checkpoints.Clear();

        var again = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(again.Done.MessagesCopied, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenTheMailboxIsMadeAfterTheFirstRun_ShouldCopyIt(bool hasFoldersBesideInbox)
    {
        await using var source = await TestMailServer.StartAsync();
        await using var destination = await TestMailServer.StartCyrusAsync(
            new CyrusOptions { Users = [], UsersWithoutMailbox = ["anna"], HasFoldersBesideInbox = hasFoldersBesideInbox });
        await RawMailbox.RunAsync(source.AccountOf("anna"), "CREATE Work/2025");
        await RawMailbox.AddAsync(source.AccountOf("anna"), "INBOX", "first");
        await RawMailbox.AddAsync(source.AccountOf("anna"), "Work/2025", "second");
        var copy = new MailboxCopy(source.AccountOf("anna").ToMailAccount(), destination.AccountOf("anna").ToMailAccount(), new MemoryCheckpointStore());

        var before = await RunAsync();
        await destination.CreateMailboxAsync("anna");
        var after = (await RunAsync()).ShouldSucceed();

        var reasons = before.Failures.Select(failure => $"{failure.Folder}: {failure.Reason}").Append(before.Reason).OfType<string>().ToList();
        TestContext.Out.WriteLine(string.Join('\n', reasons));
        Assert.That(reasons, Is.Not.Empty);
        Assert.That(reasons, Has.All.Contains("the destination"));
        Assert.That(after.Done.MessagesCopied, Is.EqualTo(2));
        Assert.That(
            (await RawMailbox.FoldersAsync(destination.AccountOf("anna"))).Select(folder => folder.Name),
            Has.Member(hasFoldersBesideInbox ? "Work/2025" : "INBOX.Work.2025"));

        Task<CopyOutcome> RunAsync() => Engine.Create().CopyAsync(copy, new ProgressRecorder(), CancellationToken.None);
    }

    [Test]
    public async Task CopyAsync_WhenCyrusMungesWhatItStores_ShouldCopyEachMessageOnce()
    {
        const int Messages = 400;
        await using var pair = await ForeignPair.StartAsync(ServerKind.CyrusBesideInbox, isSource: false);
        await using (var connection = await ImapConnection.LogInAsync(pair.Source.Account))
        {
            for (var number = 0; number < Messages; number++)
            {
                var content = System.Text.Encoding.UTF8.GetBytes($"Subject: Grüße {number}\r\nFrom: Jürgen <a@example.net>\r\n\r\nhello {number}\r\n");
                await connection.AppendAsync("INBOX", content, [], new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(number / 10));
            }
        }

        var first = (await pair.CopyAsync()).ShouldSucceed();
        var second = (await pair.CopyAsync()).ShouldSucceed();

        pair.Checkpoints.Clear();
        var third = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That((first.Done.MessagesCopied, second.Done.MessagesCopied, third.Done.MessagesCopied), Is.EqualTo(((long)Messages, 0L, 0L)));
        Assert.That(await RawMailbox.CountAsync(pair.Destination.Account, "INBOX"), Is.EqualTo(Messages));
    }

    [Test]
    public async Task CopyAsync_WhenAnEmptyFolderTellsAnotherUidValidityThanItsFirstMessage_ShouldSendEachMessageOnce()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Inbox.Add("Subject: with keyword\r\n\r\nx\r\n", flags: ["$Label1"]);
        pair.Source.Mailbox.Inbox.Add("Subject: without\r\n\r\nx\r\n");
        pair.Destination.On("STATUS", async asked =>
        {
            await asked.UntaggedAsync($"STATUS \"INBOX\" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY {asked.Number})");
            await asked.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "with keyword", "without" }));
    }

    [TestCase("CREATE")]
    [TestCase("EXAMINE")]
    public async Task CopyAsync_WhenAConnectionBreaksOverAFolderEveryTime_ShouldGiveUpThatFolderAlone(string command)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add("Bad").Add("Subject: lost\r\n\r\nx\r\n");
        pair.Source.Mailbox.Add("Good").Add("Subject: kept\r\n\r\nx\r\n");
        (command is "CREATE" ? pair.Destination : pair.Source).On(command, async asked =>
        {
            if (asked.Text.Contains("Bad", StringComparison.Ordinal))
            {
                asked.Close();
                return;
            }

            await asked.AnswerByDefaultAsync();
        });

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(
            outcome.Failures.Select(failure => (failure.Folder, failure.Fault)),
            Is.EqualTo(new[] { ("Bad", command is "CREATE" ? CopyFault.DestinationConnect : CopyFault.Connect) }));
        Assert.That(outcome.Failures[0].Reason, Does.StartWith("given up after 3 tries: "));
        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesFailed), Is.EqualTo((3L, 1L)));
        Assert.That(pair.SubjectsIn("Good"), Is.EqualTo(new[] { "kept" }));
    }
}
