using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Gmail: All Mail leaves out what another folder shows. If the owner takes a label away before its folder has been copied, nothing else shows the message.</summary>
public sealed class ArchivedMailTests
{
    private ScriptedPair _pair = null!;

    private ScriptedFolder All => _pair.Source.Mailbox.Find("[Gmail]/All Mail")!;

    private ScriptedFolder Inbox => _pair.Source.Mailbox.Inbox;

    [SetUp]
    public void Seed()
    {
        _pair = new ScriptedPair(WellKnownServers.StartGmail());
        for (var number = 1; number <= 5; number++)
        {
            Add(Inbox, $"message {number}");
            Label(Add(All, $"message {number}"), @"""\\Inbox""");
        }

        Label(Add(All, "archived before"), "");
    }

    [TearDown]
    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [Test]
    public async Task CopyAsync_WhenAFolderIsCopiedOnlyAfterALabelWasTakenAway_ShouldCopyTheMessageOnce([Values] bool hasMore)
    {
        _pair.Source.On("EXAMINE", command => command.Arguments[0].Text == "INBOX" ? command.ReplyAsync("NO [NOPERM] not now") : command.AnswerByDefaultAsync());
        Assert.That((await CopyAsync()).Failures, Is.Not.Empty);

        Archive("message 2");
        Archive("message 4");
        if (hasMore)
        {
            Label(Add(All, "archived later"), "");
        }

        _pair.Source.On("EXAMINE", command => command.AnswerByDefaultAsync());
        (await CopyAsync()).ShouldSucceed();
        (await CopyAsync()).ShouldSucceed();

        ShouldHoldEachOnce(hasMore ? 9 : 8);
    }

    [Test]
    public async Task CopyAsync_WhenALabelIsTakenAwayDuringTheCopy_ShouldCopyTheMessageOnce([Values(1, 3)] int connections)
    {
        var isArchived = false;
        _pair.Source.On("EXAMINE", command =>
        {
            if (command.Arguments[0].Text == "INBOX" && !isArchived)
            {
                isArchived = true;
                Archive("message 3");
            }

            return command.AnswerByDefaultAsync();
        });

        (await CopyAsync(connections)).ShouldSucceed();
        (await CopyAsync(connections)).ShouldSucceed();

        ShouldHoldEachOnce(8);
    }

    [Test]
    public async Task CopyAsync_WhenACopiedMessageIsArchived_ShouldTakeItForMoved([Values] bool hasMore)
    {
        (await CopyAsync()).ShouldSucceed();
        Archive("message 2");
        if (hasMore)
        {
            Add(Inbox, "new");
            Label(Add(All, "new"), @"""\\Inbox""");
        }

        (await CopyAsync()).ShouldSucceed();
        (await CopyAsync()).ShouldSucceed();

        ShouldHoldEachOnce(hasMore ? 9 : 8);
    }

    [Test]
    public async Task CopyAsync_WhenAnArchivedMessageIsTakenBack_ShouldTakeItForMoved([Values] bool hasMore)
    {
        (await CopyAsync()).ShouldSucceed();
        Add(Inbox, "archived before");
        Label(Find(All, "archived before"), @"""\\Inbox""");
        if (hasMore)
        {
            Label(Add(All, "archived later"), "");
        }

        (await CopyAsync()).ShouldSucceed();
        (await CopyAsync()).ShouldSucceed();

        ShouldHoldEachOnce(hasMore ? 9 : 8);
    }

    // As Gmail's snooze does.
    [Test]
    public async Task CopyAsync_WhenACopiedMessageIsArchivedAndTakenBack_ShouldNotCopyItAgain()
    {
        (await CopyAsync()).ShouldSucceed();
        Archive("message 2");
        (await CopyAsync()).ShouldSucceed();
        Add(Inbox, "message 2");
        Label(Find(All, "message 2"), @"""\\Inbox""");

        (await CopyAsync()).ShouldSucceed();
        (await CopyAsync()).ShouldSucceed();

        ShouldHoldEachOnce(8);
    }

    [Test]
    public async Task CopyAsync_WhenNothingHasChanged_ShouldCountWhatOtherFoldersShowAsLeftOut()
    {
        (await CopyAsync()).ShouldSucceed().ShouldCount(total: 14, copied: 8, leftOut: 6);
        (await CopyAsync()).ShouldSucceed().ShouldCount(total: 14, there: 8, leftOut: 6);
    }

    private Task<CopyOutcome> CopyAsync(int connections = 2) => _pair.CopyAsync(Engine.With(connections: connections), rules: FolderRules.Gmail);

    // The seed of the server itself has one message in INBOX and in Sent.
    private void ShouldHoldEachOnce(int messages)
    {
        var subjects = _pair.Destination.Mailbox.Folders.SelectMany(folder => _pair.SubjectsIn(folder.WireName)).Where(subject => subject != "note to self").ToList();
        Assert.That(subjects, Is.Unique.And.Count.EqualTo(messages - 2));
    }

    private void Archive(string subject)
    {
        Inbox.Remove(Find(Inbox, subject).Uid);
        Label(Find(All, subject), "");
    }

    private static ScriptedMessage Find(ScriptedFolder folder, string subject) =>
        folder.Messages.Single(message => Encoding.Latin1.GetString(message.Content).Contains($"Subject: {subject}\r\n", StringComparison.Ordinal));

    private void Label(ScriptedMessage message, string labels) =>
        All.Replace(message with { Extras = new Dictionary<string, string> { ["X-GM-LABELS"] = $"({labels})" } });

    private static ScriptedMessage Add(ScriptedFolder folder, string subject) =>
        folder.Add($"Message-ID: <{subject.Replace(' ', '.')}@gmail.example>\r\nDate: Mon, 5 Feb 2024 10:00:00 +0100\r\nSubject: {subject}\r\n\r\nhello from {subject}\r\n");
}
