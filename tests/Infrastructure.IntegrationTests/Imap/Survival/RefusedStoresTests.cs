using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Destinations that do not take changed flags: the flags are given up, counted, and new mail is copied.</summary>
public sealed class RefusedStoresTests
{
    private static readonly TestCaseData[] Refusals =
    [
        Case("NO", command => command.ReplyAsync("NO [CANNOT] never")),
        Case("BAD", command => command.ReplyAsync("BAD what is that")),
        Case("BAD and closed", async command =>
        {
            await command.ReplyAsync("BAD what is that");
            command.Close();
        }),
        Case("closed", command =>
        {
            command.Close();
            return Task.CompletedTask;
        }),
        Case("reset", command =>
        {
            command.Reset();
            return Task.CompletedTask;
        }),
        Case("BYE", async command =>
        {
            await command.UntaggedAsync("BYE too many errors");
            command.Close();
        }),
    ];

    [TestCaseSource(nameof(Refusals))]
    public async Task CopyAsync_WhenChangedFlagsAreRefused_ShouldGiveThemUpAndCopyNewMail(Func<ScriptedCommand, Task> refuse)
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Destination.On("STORE", refuse);
        ChangeFlags(pair);

        var second = (await pair.CopyAsync()).ShouldSucceed();
        var stores = ScriptedPair.Count(pair.Destination, "STORE");
        pair.Source.Mailbox.Inbox.Add("Subject: newer\r\n\r\nx\r\n");
        var third = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(second.Notes, Has.One.StartWith("the changed flags of 2 messages were not copied: "));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "message 1", "message 2", "message 3", "new", "newer" }));
        Assert.That(stores, Is.InRange(1, 4));
        Assert.That(ScriptedPair.Count(pair.Destination, "STORE"), Is.EqualTo(stores), "The same flags must not be tried for ever.");
        Assert.That(third.Notes, Is.Empty);
    }

    [Test]
    public async Task CopyAsync_WhenTheConnectionBreaksOnceOverFlags_ShouldCopyThemOverANewOne()
    {
        await using var pair = new ScriptedPair().WithMessages(3);
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Destination.On("STORE", command =>
        {
            if (command.Number > 1)
            {
                return command.AnswerByDefaultAsync();
            }

            command.Close();
            return Task.CompletedTask;
        });
        ChangeFlags(pair);

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(outcome.Notes, Is.Empty);
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[0].Flags, Is.EqualTo(new[] { "\\Flagged" }));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages[1].Flags, Is.EqualTo(new[] { "\\Seen" }));
    }

    private static void ChangeFlags(ScriptedPair pair)
    {
        var inbox = pair.Source.Mailbox.Inbox;
        inbox.Replace(inbox.Messages[0] with { Flags = ["\\Flagged"] });
        inbox.Replace(inbox.Messages[1] with { Flags = ["\\Seen"] });
        inbox.Add("Subject: new\r\n\r\nx\r\n");
    }

    private static TestCaseData Case(string name, Func<ScriptedCommand, Task> refuse) => new TestCaseData(refuse).SetArgDisplayNames(name);
}
