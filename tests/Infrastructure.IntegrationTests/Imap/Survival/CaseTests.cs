using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>Destinations to which names that differ by case alone are one.</summary>
public sealed class CaseTests
{
    [Test]
    public async Task CopyAsync_WhenTheDestinationTakesNamesForOne_ShouldKeepEachFolderApart(
        [Values] bool forgets, [Values("NO [ALREADYEXISTS] it is there", "NO mailbox already exists", "NO it can't be done")] string refusal)
    {
        await using var pair = Start();
        string[] names = ["Work", "work", "WORK", "WORK/x", "work/X"];
        foreach (var name in names)
        {
            pair.Source.Mailbox.Add(name).Add($"Message-ID: <{name}@x>\r\nSubject: in {name}\r\n\r\nx\r\n");
        }

        pair.Destination.On("CREATE", command => command.ReplyAsync(pair.Destination.Mailbox.TryAdd(command.Arguments[0].Text) ? "OK done" : refusal));

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5, copied: 5);
        if (forgets)
        {
            pair.Checkpoints.Clear();
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 5, there: 5);

        Assert.That(outcome.Notes.Count(note => note.Contains("names that differ by case alone are one", StringComparison.Ordinal)), Is.EqualTo(3));
        Assert.That(
            pair.Destination.Mailbox.Folders.Where(folder => folder.Messages.Count > 0).Select(SubjectsIn),
            Is.EquivalentTo(names.Select(name => $"in {name}")));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationSpellsAFolderLikeTheOneAboveIt_ShouldTakeItForTheOneMade([Values] bool forgets)
    {
        await using var pair = Start();
        pair.Destination.Mailbox.Add("Work");
        pair.Source.Mailbox.Add("WORK/x").Add("Subject: in x\r\n\r\nx\r\n");
        SpellLikeWork(pair);

        await CopyTwiceAsync(pair, forgets);

        Assert.That(SubjectsIn(pair.Destination.Mailbox.Find("Work/x")!), Is.EqualTo("in x"));
        Assert.That(pair.Destination.Mailbox.Folders.Select(folder => folder.WireName), Is.EquivalentTo(new[] { "INBOX", "Work", "Work/x" }));
    }

    [Test]
    public async Task CopyAsync_WhenItSpellsTwoFoldersLikeTheOneAboveThem_ShouldKeepThemApart([Values] bool forgets)
    {
        await using var pair = Start();
        pair.Destination.Mailbox.Add("Work");
        pair.Source.Mailbox.Add("WORK/x").Add("Subject: in WORK/x\r\n\r\nx\r\n");
        pair.Source.Mailbox.Add("WORK/X").Add("Subject: in WORK/X\r\n\r\nx\r\n");
        SpellLikeWork(pair);

        await CopyTwiceAsync(pair, forgets, messages: 2);

        Assert.That(
            pair.Destination.Mailbox.Folders.Where(folder => folder.Messages.Count > 0).Select(SubjectsIn),
            Is.EquivalentTo(new[] { "in WORK/x", "in WORK/X" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheOwnersFolderIsSpelledInAnotherWay_ShouldAddToIt([Values] bool forgets)
    {
        await using var pair = Start();
        pair.Destination.Mailbox.Add("work").Add("Subject: own\r\n\r\nx\r\n");
        pair.Source.Mailbox.Add("Work").Add("Subject: copied\r\n\r\nx\r\n");

        await CopyTwiceAsync(pair, forgets);

        Assert.That(SubjectsIn(pair.Destination.Mailbox.Find("work")!), Is.EqualTo("own, copied"));
    }

    private static ScriptedPair Start()
    {
        var pair = new ScriptedPair();
        pair.Destination.Mailbox.IgnoresCase = true;
        return pair;
    }

    private static async Task CopyTwiceAsync(ScriptedPair pair, bool forgets, int messages = 1)
    {
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: messages, copied: messages);
        if (forgets)
        {
            pair.Checkpoints.Clear();
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: messages, there: messages);
    }

    private static void SpellLikeWork(ScriptedPair pair) => pair.Destination.On("CREATE", command =>
    {
        var name = command.Arguments[0].Text.Replace("WORK/", "Work/", StringComparison.Ordinal);
        return command.ReplyAsync(pair.Destination.Mailbox.TryAdd(name) ? "OK done" : "NO [ALREADYEXISTS] there is such a folder");
    });

    private static string SubjectsIn(ScriptedFolder folder) => string.Join(
        ", ", folder.Messages.Select(message => Encoding.Latin1.GetString(message.Content).Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..]));
}
