using System.Collections.Concurrent;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Once;

/// <summary>Destinations that refuse to add to a folder over the connection that has opened it for reading, as Courier does.</summary>
public sealed class ExaminedFoldersTests
{
    [Test]
    public async Task CopyAsync_WhenMessagesAreGoneFromSeveralFolders_ShouldAddWhatIsNew([Values("INBOX", "Archive", "Work")] string folder)
    {
        await using var pair = new ScriptedPair();
        foreach (var name in (string[])["INBOX", "Archive", "Work"])
        {
            var old = pair.Source.Mailbox.Find(name) ?? pair.Source.Mailbox.Add(name);
            old.Add(Message($"old in {name}"));
            old.Add(Message($"kept in {name}"));
        }

        RefuseIntoExamined(pair);
        (await pair.CopyAsync()).ShouldSucceed();
        foreach (var old in pair.Source.Mailbox.Folders)
        {
            old.Remove(1);
        }

        pair.Source.Mailbox.Find(folder)!.Add(Message("new"));

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4, copied: 1, there: 3);

        Assert.That(pair.SubjectsIn(folder), Does.Contain("new"));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationHoldsMailOfItsOwn_ShouldAddWhatIsNew()
    {
        await using var pair = new ScriptedPair().WithMessages(30);
        foreach (var message in pair.Source.Mailbox.Inbox.Messages.Take(20))
        {
            pair.Destination.Mailbox.Inbox.Add([.. "X-Stored: here\r\n"u8, .. message.Content]);
        }

        RefuseIntoExamined(pair);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 30, copied: 10, there: 20);
    }

    [Test]
    public async Task CopyAsync_WhenAFolderAtTheDestinationCanOnlyBeRead_ShouldStillCompareWithIt([Values] bool isSelectRefused)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        pair.Source.Mailbox.Add("Archive");
        (await pair.CopyAsync()).ShouldSucceed();
        pair.Source.Mailbox.Find("Archive")!.Add(pair.Source.Mailbox.Inbox.Messages[0].Content);
        pair.Source.Mailbox.Inbox.Remove(1);
        pair.Destination.On("SELECT", async command =>
        {
            if (command.Arguments[0].Text != "INBOX")
            {
                await command.AnswerByDefaultAsync();
            }
            else if (isSelectRefused)
            {
                await command.ReplyAsync("NO [NOPERM] it can only be examined");
            }
            else
            {
                command.Folder = pair.Destination.Mailbox.Inbox;
                await command.UntaggedAsync($"{command.Folder.Messages.Count} EXISTS");
                await command.UntaggedAsync($"OK [UIDVALIDITY {command.Folder.UidValidity}] valid");
                await command.ReplyAsync("OK [READ-ONLY] done");
            }
        });

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 2, there: 2);

        Assert.That(outcome.Notes, Has.Some.Contains("1 messages were moved"));
    }

    private static string Message(string subject) => $"Message-ID: <{subject.Replace(' ', '.')}@x>\r\nSubject: {subject}\r\n\r\n{subject}\r\n";

    private static void RefuseIntoExamined(ScriptedPair pair)
    {
        var examined = new ConcurrentDictionary<object, string>();
        pair.Destination.On("EXAMINE", command =>
        {
            examined[command.Connection] = command.Arguments[0].Text;
            return command.AnswerByDefaultAsync();
        });
        pair.Destination.On("SELECT", command =>
        {
            examined.TryRemove(command.Connection, out _);
            return command.AnswerByDefaultAsync();
        });
        pair.Destination.On("APPEND", command => examined.GetValueOrDefault(command.Connection) == command.Arguments[0].Text
            ? command.ReplyAsync("NO [READ-ONLY] the folder is open for reading")
            : command.AnswerByDefaultAsync());
    }
}
