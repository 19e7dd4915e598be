using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Folders as Gmail and Exchange have them, names that are none, and folders that can't be read or made.</summary>
public sealed class OddFoldersTests
{
    [TestCase("Entw\u00c3\u00bcrfe")]
    [TestCase("&broken")]
    [TestCase("R&-D")]
    [TestCase("trailing ")]
    public async Task CopyAsync_WhenANameIsOddOnTheWire_ShouldCopyTheFolder(string wireName)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add(wireName).Add("Subject: inside\r\n\r\nx\r\n");

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(1));
    }

    [Test]
    public async Task CopyAsync_WhenANameIsInNoEncodingOfMail_ShouldAskForItAsItIsSpelled()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        pair.Source.Mailbox.Add("Entw\u00fcrfe").Add("Subject: inside\r\n\r\nx\r\n");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, copied: 2);

        Assert.That(pair.SubjectsIn("Entw&APw-rfe"), Is.EqualTo(new[] { "inside" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceIsGmail_ShouldCopyEachLabelAndTheRestIntoArchive()
    {
        await using var pair = new ScriptedPair(WellKnownServers.StartGmail());
        var all = pair.Source.Mailbox.Find("[Gmail]/All Mail")!;
        var archived = all.Add("Message-ID: <old@gmail.example>\r\nSubject: archived\r\n\r\nx\r\n");
        all.Replace(archived with { Extras = new Dictionary<string, string> { ["X-GM-LABELS"] = "(\"\\\\Important\")" } });
        pair.Source.Mailbox.Find("[Gmail]/Important")!.Add("Message-ID: <old@gmail.example>\r\nSubject: archived\r\n\r\nx\r\n");

        var outcome = (await pair.CopyAsync(rules: FolderRules.Gmail)).ShouldSucceed();

        Assert.That(pair.SubjectsIn("Archive"), Is.EqualTo(new[] { "archived" }));
        Assert.That(pair.SubjectsIn("INBOX"), Is.EqualTo(new[] { "note to self" }));
        Assert.That(outcome.Notes, Has.Member("[Gmail]/Important only shows messages of other folders and was left out"));
        Assert.That(outcome.Notes, Has.Member("[Gmail]/Starred only shows messages of other folders and was left out"));
        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(3));
    }

    [Test]
    public async Task CopyAsync_WhenTheSourceIsExchange_ShouldLeaveOutWhatIsNoMail()
    {
        await using var pair = new ScriptedPair(WellKnownServers.StartExchange());
        foreach (var name in new[] { "Calendar", "Calendar/Birthdays", "Kontakte", "Projects" })
        {
            pair.Source.Mailbox.Add(name).Add($"Subject: in {name}\r\n\r\nx\r\n");
        }

        var outcome = (await pair.CopyAsync(rules: FolderRules.Exchange)).ShouldSucceed().ShouldCount(total: 4, copied: 1, leftOut: 3);

        Assert.That(pair.SubjectsIn("Projects"), Is.EqualTo(new[] { "in Projects" }));
        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(1));
        Assert.That(outcome.Notes, Is.SupersetOf(new[]
        {
            "Calendar is, by its name, a folder of Exchange without mail, and was left out with what the source calls 1 message",
            "Kontakte is, by its name, a folder of Exchange without mail, and was left out with what the source calls 1 message",
        }));
    }

    [TestCase("NO [NOPERM] Permission denied", CopyFault.Permission, "the source refused access: NO [NOPERM] Permission denied")]
    [TestCase("NO [NONEXISTENT] no such folder", CopyFault.Protocol, "the source refused: NO [NONEXISTENT] no such folder")]
    public async Task CopyAsync_WhenAFolderCannotBeRead_ShouldRecordItAndCopyTheRest(string answer, CopyFault fault, string reason)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add("Closed").Add("Subject: hidden\r\n\r\nx\r\n");
        pair.Source.On("EXAMINE", command => command.Text.Contains("Closed", StringComparison.Ordinal) ? command.ReplyAsync(answer) : command.AnswerByDefaultAsync());

        var outcome = await pair.CopyAsync();

        Assert.That(outcome.Fault, Is.Null, outcome.Reason);
        Assert.That(outcome.Failures, Is.EqualTo(new[] { new CopyFailure("Closed", null, null, fault, reason) }));
        Assert.That((outcome.Done.MessagesCopied, outcome.Done.MessagesFailed), Is.EqualTo((2L, 1L)));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationRefusesAName_ShouldTakeASaferOneAndSaySo()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("100%").Add("Subject: inside\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", command => command.Text.Contains('%', StringComparison.Ordinal) ? command.ReplyAsync("NO [CANNOT] bad name") : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        var name = pair.Destination.Mailbox.Folders.Single(folder => folder.Messages.Count > 0).WireName;
        Assert.That(name, Does.Match(@"^100_ \([0-9a-f]{8}\)$"));
        Assert.That(outcome.Notes, Has.One.EqualTo($"100% became {name}: the destination refused: NO [CANNOT] bad name"));
        Assert.That(again.Done.MessagesCopied, Is.Zero);
    }

    [TestCase("NO System I/O error", 1, "^Plain$")]
    [TestCase("NO [CONTACTADMIN] something is wrong", 1, "^Plain$")]
    [TestCase("NO [ALREADYEXISTS] there is such a folder", 1, "^Plain$")]
    [TestCase("BAD what", 1, "^Plain$")]
    [TestCase("NO [CANNOT] that name is kept for other things", 2, "^Plain \\([0-9a-f]{8}\\)$")]
    public async Task CopyAsync_WhenTheDestinationRefusesAPlainName_ShouldTryItOnceMore(string refusal, int times, string name)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("Plain").Add("Subject: inside\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", refusal, times);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, there: 1);

        Assert.That(pair.Destination.Mailbox.Folders.Single(folder => folder.WireName != "INBOX").WireName, Does.Match(name));
    }

    [TestCase("Été", "&AMk-t&AOk-", @"^Ete \([0-9a-f]{8}\)$")]
    [TestCase("A/Été", "A/&AMk-t&AOk-", @"^Ete \([0-9a-f]{8}\)$")]
    [TestCase("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", @"^x{13} \([0-9a-f]{8}\)$")]
    [TestCase("日本語", "&ZeVnLIqe-", @"^_ \([0-9a-f]{8}\)$")]
    public async Task CopyAsync_WhenTheDestinationRefusesAllButShortPlainNames_ShouldTakeOneAndSaySo(string name, string wireName, string taken)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add(wireName).Add("Subject: inside\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", command => command.Arguments[0].Text.Length > 24 || command.Arguments[0].Text.Contains('&', StringComparison.Ordinal)
            ? command.ReplyAsync("NO [CANNOT] bad name")
            : command.AnswerByDefaultAsync());

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);
        pair.Checkpoints.Clear();
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, there: 1);

        Assert.That(pair.Destination.Mailbox.Folders.Single(folder => folder.Messages.Count > 0).WireName, Does.Match(taken));
        Assert.That(outcome.Notes, Has.One.StartsWith($"{name} became "));
    }

    // Dovecot does so now and then while several connections make folders.
    [TestCase(false)]
    [TestCase(true)]
    public async Task CopyAsync_WhenTheDestinationListsAFolderLaterThanItMakesIt_ShouldWaitForIt(bool isThere)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("Projects").Add("Subject: inside\r\n\r\nx\r\n");
        if (isThere)
        {
            pair.Destination.Mailbox.Add("Projects").IsSubscribed = false;
            pair.Destination.On("CREATE", "NO Mailbox already exists");
        }

        pair.Destination.On("LIST", async command =>
        {
            if (command.Text.Contains("INBOX", StringComparison.Ordinal) || pair.Destination.Commands.Count(IsAboutProjects) > 2)
            {
                await command.AnswerByDefaultAsync();
                return;
            }

            await command.UntaggedAsync(@"LIST () ""/"" INBOX");
            await command.ReplyAsync("OK done");
        });

        var outcome = (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("Projects"), Is.EqualTo(new[] { "inside" }));
        Assert.That(pair.Destination.Mailbox.Folders.Select(folder => folder.WireName), Is.EquivalentTo(new[] { "INBOX", "Projects" }));
        Assert.That(outcome.Notes, Is.Empty);

        static bool IsAboutProjects(ScriptedCommand command) => command.Name == "LIST" && command.Text.Contains("Projects", StringComparison.Ordinal);
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationMakesNoLevelsByItself_ShouldMakeThemOneByOne()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("a/b/c").Add("Subject: deep\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", command =>
        {
            var name = command.Arguments[0].Text;
            var slash = name.LastIndexOf('/');
            return slash > 0 && pair.Destination.Mailbox.Find(name[..slash]) is null ? command.ReplyAsync("NO the parent does not exist") : command.AnswerByDefaultAsync();
        });

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("a/b/c"), Is.EqualTo(new[] { "deep" }));
    }
}
