using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Folders whose names read the same, though the server spells them otherwise: none of them may be left out.</summary>
public sealed class NamesakesTests
{
    // "a", and "a" in an encoding that it does not need; "Grüße" in one run of base64, and in two.
    [TestCase("a", "&AGE-", "a", "a (2)")]
    [TestCase("Gr&APwA3w-e", "Gr&APw-&AN8-e", "Gr&APwA3w-e", "Gr&APwA3w-e (2)")]
    [TestCase("Work/a", "Work/&AGE-", "Work/a", "Work/a (2)")]
    [TestCase("a", "&AGE", "a", "a (2)")]
    public async Task CopyAsync_WhenTwoNamesReadTheSame_ShouldCopyBothAndSaySo(string first, string second, string firstCopy, string secondCopy)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add(first).Add("Subject: in the first\r\n\r\nx\r\n");
        pair.Source.Mailbox.Add(second).Add("Subject: in the second\r\n\r\nx\r\n");

        var outcome = (await pair.CopyAsync()).ShouldSucceed();
        var again = (await pair.CopyAsync()).ShouldSucceed();

        // Which of them is listed first is the server's business.
        Assert.That(pair.SubjectsIn(firstCopy).Concat(pair.SubjectsIn(secondCopy)), Is.EquivalentTo(new[] { "in the first", "in the second" }));
        Assert.That((pair.SubjectsIn(firstCopy).Count, pair.SubjectsIn(secondCopy).Count), Is.EqualTo((1, 1)));
        Assert.That(outcome.Notes, Has.One.Contains(" (2) is what a second folder is called here"));
        Assert.That((outcome.Done.MessagesCopied, again.Done.MessagesCopied), Is.EqualTo((4L, 0L)));
    }

    [Test]
    public async Task CopyAsync_WhenAFolderIsCalledLikeANamesake_ShouldCopyAllThree()
    {
        await using var pair = new ScriptedPair();
        foreach (var name in new[] { "a", "&AGE-", "a (2)" })
        {
            pair.Source.Mailbox.Add(name).Add($"Subject: in {name}\r\n\r\nx\r\n");
        }

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("a (2)"), Is.EqualTo(new[] { "in a (2)" }));
        Assert.That(pair.SubjectsIn("a").Concat(pair.SubjectsIn("a (3)")), Is.EquivalentTo(new[] { "in a", "in &AGE-" }));
    }

    [TestCase("INBOX/x", "inbox/x")]
    [TestCase("inbox/x", "Inbox/x")]
    [TestCase("A", "A/")]
    [TestCase("A/", "A")]
    public async Task CopyAsync_WhenAFolderIsListedInTwoSpellings_ShouldCopyItOnceAndSayWhich(string first, string second)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add(first.TrimEnd('/')).Add("Subject: in one of them\r\n\r\nx\r\n");
        List(pair, first, second);

        for (var run = 0; run < 2; run++)
        {
            var outcome = (await pair.CopyAsync()).ShouldSucceed();

            var (kept, left) = first == "A/" ? (second, first) : (first, second);
            Assert.That(outcome.Notes, Has.One.EqualTo($"{left} was taken for another spelling of {kept}; if it is a folder of its own, rename it at the source, and copy again"));
        }

        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(3));
    }

    [Test]
    public async Task CopyAsync_WhenTwoFoldersDifferInTheCaseOfInboxOrInASeparatorAlone_ShouldCopyBoth(
        [Values("INBOX/x inbox/x", "inbox/x Inbox/x", "A A/", "A/ A")] string names, [Values(0, 1)] int more, [Values] bool hasListStatus)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        var folders = names.Split(' ').Select(pair.Source.Mailbox.AddSpelled).ToList();
        if (hasListStatus)
        {
            ListWithStates(pair);
        }

        folders[0].Add("Subject: in the first\r\n\r\nx\r\n");
        for (var number = 0; number <= more; number++)
        {
            folders[1].Add("Subject: in the second\r\n\r\nx\r\n");
        }

        // Where only this tells them apart, it does.
        folders[1].UidValidity += more == 0 ? 1u : 0u;

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4 + more, copied: 4 + more);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4 + more, there: 4 + more);
        folders[1].Add("Subject: in the second, new\r\n\r\nx\r\n");
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5 + more, copied: 1, there: 4 + more);

        var copies = pair.Destination.Mailbox.Folders.Where(folder => folder.WireName != "INBOX").Select(folder => folder.Messages.Count).Where(count => count > 0);
        Assert.That(copies, Is.EquivalentTo(new[] { 1, 2 + more }));
    }

    // As on a server whose UIDVALIDITY is the same for all folders.
    [Test]
    public async Task CopyAsync_WhenTheStatesOfTwoFoldersAreEqual_ShouldTellThemApartByTheirMessages([Values(1, 80)] int count, [Values] bool isNewestAlike)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        var folders = new[] { "INBOX/x", "inbox/x" }.Select(pair.Source.Mailbox.AddSpelled).ToList();
        folders[1].UidValidity = folders[0].UidValidity;
        for (var number = 1; number <= count; number++)
        {
            folders[0].Add($"Subject: in the first {number}\r\n\r\nx\r\n");
            folders[1].Add(isNewestAlike && number == count && count > 1 ? $"Subject: in the first {number}\r\n\r\nx\r\n" : $"Subject: in the second {number}\r\n\r\nx\r\n");
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 + (2 * count), copied: 2 + (2 * count));
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2 + (2 * count), there: 2 + (2 * count));
    }

    [Test]
    public async Task CopyAsync_WhenTheStateOfASecondSpellingIsRefused_ShouldOpenItAndCopyBoth([Values("Inbox/x", "inbox/x")] string refused)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.AddSpelled("Inbox/x").Add("Subject: in the first\r\n\r\nx\r\n");
        var second = pair.Source.Mailbox.AddSpelled("inbox/x");
        second.UidValidity++;
        second.Add("Subject: in the second\r\n\r\nx\r\n");
        RefuseOf(pair, "STATUS", refused, "NO [NOPERM] not here");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, copied: 2);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, there: 2);
    }

    [TestCase("NO [NOPERM] permission denied")]
    [TestCase("NO permission denied")]
    public async Task CopyAsync_WhenASecondSpellingIsRefusedAltogether_ShouldCopyTheFirstAndFailTheOther(string words)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.AddSpelled("Inbox/x").Add("Subject: in the first\r\n\r\nx\r\n");
        pair.Source.Mailbox.AddSpelled("inbox/x").Add("Subject: in the second\r\n\r\nx\r\n");
        RefuseOf(pair, "STATUS", "inbox/x", words);
        RefuseOf(pair, "EXAMINE", "inbox/x", words);

        var outcome = await pair.CopyAsync();

        Assert.That(string.Join("; ", outcome.Failures), Does.Contain("permission denied"));
        Assert.That(outcome.Done.MessagesCopied, Is.EqualTo(1));
    }

    [TestCase("A/", "A")]
    [TestCase("A", "A/")]
    public async Task CopyAsync_WhenALevelIsListedBesideTheFolderOfItsName_ShouldCopyTheFolder(string first, string second)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("A").Add("Subject: in it\r\n\r\nx\r\n");
        List(pair, [.. new[] { first, second }.Select(name => name == "A/" ? @"\NoSelect " + name : name)]);

        (await pair.CopyAsync()).ShouldSucceed();

        Assert.That(pair.SubjectsIn("A"), Is.EqualTo(new[] { "in it" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationComposesNames_ShouldFindAName()
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Add("Bu&Awg-ro").Add("Subject: in it\r\n\r\nx\r\n");
        pair.Destination.On("CREATE", async command =>
        {
            pair.Destination.Mailbox.TryAdd(command.Arguments[0].Text.Replace("u&Awg-", "&APw-", StringComparison.Ordinal));
            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed();
        (await pair.CopyAsync()).ShouldSucceed();

        var copy = pair.Destination.Mailbox.Folders.Single(folder => folder.Messages.Count > 0);
        Assert.That((copy.WireName[.."B&APw-ro (".Length], copy.Messages.Count), Is.EqualTo(("B&APw-ro (", 1)));
    }

    private static void ListWithStates(ScriptedPair pair)
    {
        pair.Source.Capabilities += " LIST-EXTENDED LIST-STATUS";
        pair.Source.On("LIST", async command =>
        {
            if (!command.Text.Contains("STATUS", StringComparison.Ordinal))
            {
                await command.AnswerByDefaultAsync();
                return;
            }

            foreach (var folder in pair.Source.Mailbox.Folders)
            {
                await command.UntaggedAsync($"LIST (\\Subscribed) \"/\" {folder.WireName}");
                await command.UntaggedAsync($"STATUS {folder.WireName} (MESSAGES {folder.Messages.Count} UIDNEXT {folder.UidNext} UIDVALIDITY {folder.UidValidity})");
            }

            await command.ReplyAsync("OK done");
        });
    }

    private static void RefuseOf(ScriptedPair pair, string verb, string folder, string words) => pair.Source.On(verb, async command =>
    {
        if (command.Arguments[0].Text == folder)
        {
            await command.ReplyAsync(words);
        }
        else
        {
            await command.AnswerByDefaultAsync();
        }
    });

    // Each with its attributes before it.
    private static void List(ScriptedPair pair, params string[] folders) => pair.Source.On("LIST", async command =>
    {
        foreach (var folder in command.Text.Contains('*', StringComparison.Ordinal) ? ["INBOX", .. folders] : new[] { "INBOX" })
        {
            await command.UntaggedAsync($"LIST ({string.Join(' ', folder.Split(' ')[..^1])}) \"/\" {folder.Split(' ')[^1]}");
        }

        await command.ReplyAsync("OK done");
    });
}
