using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Completeness;

/// <summary>Mailboxes whose folders are in several namespaces of the owner (RFC 2342), or in none that the server names.</summary>
public sealed class NamespaceTests
{
    private const string Three = "((\"Old.\" \".\")(\"INBOX.\" \".\")(\"Archive.\" \".\")) NIL NIL";

    [Test]
    public async Task CopyAsync_WhenTheSourceHasSeveralNamespaces_ShouldCopyTheFoldersOfAll()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        var names = Fill(pair.Source, Three, "INBOX.Sent", "INBOX.a.b", "INBOX.Old.2020", "INBOX.Projects", "Old.2020", "Old.2021", "Old.a.b", "Archive.2020", "Archive.x", "Archive.x.y");

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length + 1, copied: names.Length + 1);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length + 1, there: names.Length + 1);

        Assert.That(
            pair.Destination.Mailbox.Folders.Where(folder => folder.Messages.Count > 0).Select(folder => folder.WireName),
            Is.EquivalentTo(new[]
            {
                "INBOX", "Sent", "a/b", "Old/2020", "Old/2020 (2)", "Projects", "Old/2021", "Old/a/b", "Archive/2020", "Archive/x", "Archive/x/y",
            }));
        Assert.That(outcome.Notes, Is.EqualTo(new[] { "Old.2020 became Old/2020 (2), since another folder became Old/2020" }));
    }

    [Test]
    public async Task CopyAsync_WhenTheDestinationHasSeveralNamespaces_ShouldMakeNewFoldersWhereInboxIs()
    {
        await using var pair = new ScriptedPair();
        var names = Fill(pair.Source, "((\"\" \".\")) NIL NIL", "Projects", "a.b");
        Fill(pair.Destination, Three);

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length, copied: names.Length);

        Assert.That(pair.Destination.Mailbox.Folders.Select(folder => folder.WireName), Is.EquivalentTo(new[] { "INBOX", "INBOX.Projects", "INBOX.a.b" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CopyAsync_WhenAServerNamesNoNamespace_ShouldListTheFoldersAllTheSame(bool isSource)
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        var names = Fill(pair.Source, "((\"\" \".\")) NIL NIL", "Sent", "a.b");
        Fill(isSource ? pair.Source : pair.Destination, "NIL NIL NIL");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length + 2, copied: names.Length + 2);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length + 2, there: names.Length + 2);
    }

    [Test]
    public async Task CopyAsync_WhenAServerNamesNoNamespaceAndNoRoot_ShouldSayWhichServerAndWhat()
    {
        await using var pair = new ScriptedPair().WithMessages(2);
        Fill(pair.Source, "NIL NIL NIL");
        pair.Source.On("LIST", "OK done");

        (await pair.CopyAsync()).ShouldEndWith(CopyFault.Protocol, "the source", "names no folder");
    }

    [TestCase("Twice", "Twice")]
    [TestCase("INBOX", "inbox")]
    [TestCase("INBOX.x", "inbox.x")]
    public async Task CopyAsync_WhenAFolderIsListedTwice_ShouldCopyItOnce(string name, string again)
    {
        await using var pair = new ScriptedPair();
        pair.Source.Mailbox.Separator = '.';
        (pair.Source.Mailbox.Find(name) ?? pair.Source.Mailbox.Add(name)).Add("Subject: once\r\n\r\nx\r\n");
        pair.Source.On("LIST", async command =>
        {
            if (command.Arguments[1].Text.EndsWith('*'))
            {
                await command.UntaggedAsync($"LIST () \".\" \"{again}\"");
                await command.UntaggedAsync($"LIST () \".\" \"{name}\"");
            }

            await command.AnswerByDefaultAsync();
        });
        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 1, copied: 1);

        Assert.That(pair.Destination.Mailbox.Folders.Sum(folder => folder.Messages.Count), Is.EqualTo(1));
        Assert.That(outcome.Notes, name == "INBOX.x" ? Has.One.EqualTo("inbox.x was taken for another spelling of INBOX.x; if it is a folder of its own, rename it at the source, and copy again") : Is.Empty);
    }

    [Test]
    public async Task CopyAsync_WhenTwoNamespacesListTheSameFolders_ShouldCopyThemOnce()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        Fill(pair.Source, "((\"\" \".\")(\"Old.\" \".\")) NIL NIL", "Old.a", "Old.b", "c");

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4, copied: 4);
    }

    [Test]
    public async Task CopyAsync_WhenTheSharedNamespaceHasNoPrefix_ShouldNoteOnlyWhatIsShared()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        Fill(pair.Source, "((\"INBOX.\" \".\")) ((\"user.\" \".\")) ((\"\" \".\"))", "INBOX.Sent", "INBOX.a.b", "Board", "user.bob");

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 3, copied: 3);

        Assert.That(outcome.Notes, Is.EquivalentTo(new[] { "Board is shared or public and was left out", "user.bob is shared or public and was left out" }));
    }

    [TestCase("((\"INBOX.\" \".\")) NIL NIL", "INBOX.a")]
    [TestCase("((\"INBOX.\" \".\")) ((\"Other.\" \".\")) NIL", "INBOX.a", "Other.joe")]
    [TestCase("((\"Mail.\" \".\")) NIL ((\"Other\" \".\"))", "Mail.a", "Other.joe")]
    [TestCase("((\"Mail.\" \".\")(\"Old.\" \".\")) NIL NIL", "Mail.a", "Old.b")]
    public async Task CopyAsync_WhenFoldersLieBesideTheNamespaces_ShouldCopyThemToo(string namespaces, params string[] within)
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        var names = Fill(pair.Source, namespaces, [.. within, "Sent", "Archive.2020"]).Where(name => !name.StartsWith("Other", StringComparison.Ordinal)).ToArray();

        var outcome = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: names.Length + 1, copied: names.Length + 1);

        Assert.That(pair.Destination.Mailbox.Find("Sent")?.Messages, Has.Count.EqualTo(1));
        Assert.That(pair.Destination.Mailbox.Find("Archive/2020")?.Messages, Has.Count.EqualTo(1));
        Assert.That(outcome.Notes.Count(note => note.Contains("Other.joe is shared", StringComparison.Ordinal)), Is.EqualTo(within.Contains("Other.joe") ? 1 : 0));
        Assert.That(ScriptedPair.Count(pair.Source, "LSUB"), Is.EqualTo(1), "All are listed at once.");
    }

    [Test]
    public async Task CopyAsync_WhenAServerListsANamespaceOnlyBelowItsPrefix_ShouldCopyItsFoldersToo()
    {
        await using var pair = new ScriptedPair().WithMessages(1);
        Fill(pair.Source, "((\"INBOX.\" \".\")(\"#old.\" \".\")) NIL NIL", "INBOX.a", "#old.b", "Sent");
        pair.Source.On("LIST", async command =>
        {
            if (!command.Text.EndsWith("\"*\"", StringComparison.Ordinal) && !command.Text.EndsWith(" *", StringComparison.Ordinal))
            {
                await command.AnswerByDefaultAsync();
                return;
            }

            foreach (var folder in pair.Source.Mailbox.Folders.Where(folder => !folder.WireName.StartsWith('#')))
            {
                await command.UntaggedAsync($"LIST () \".\" \"{folder.WireName}\"");
            }

            await command.ReplyAsync("OK done");
        });

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 4, copied: 4);
    }

    [Test]
    public async Task CopyAsync_WhenARealServerHasSeveralNamespaces_ShouldCopyTheFoldersOfAll()
    {
        await using var pair = await MailboxPair.StartAsync(new DovecotOptions
        {
            Storage = DovecotStorage.MaildirPlusPlus,
            Separator = '.',
            Prefix = "INBOX.",
            FurtherSettings = Private("old", "Old") + Private("archive", "Archive"),
        });
        string[] names = ["INBOX.Sent", "INBOX.a.b", "Old.2020", "Old.deep.er", "Archive.2020"];
        await RawMailbox.AddAsync(pair.SourceAccount, "INBOX", "in INBOX");
        foreach (var name in names)
        {
            await RawMailbox.RunAsync(pair.SourceAccount, $"CREATE {name}");
            await RawMailbox.AddAsync(pair.SourceAccount, name, $"in {name}");
        }

        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, copied: 6);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 6, there: 6);

        foreach (var name in new[] { "INBOX", "Sent", "a/b", "Old/2020", "Old/deep/er", "Archive/2020" })
        {
            Assert.That(await RawMailbox.CountAsync(pair.DestinationAccount, name), Is.EqualTo(1), name);
        }

        static string Private(string name, string folder) => $$"""

            namespace {{name}} {
              type = private
              separator = .
              prefix = {{folder}}.
              location = maildir:~/{{folder}}
            }
            """;
    }

    // Puts a message into each of these folders.
    private static string[] Fill(ScriptedImapServer server, string namespaces, params string[] names)
    {
        server.Mailbox.Separator = '.';
        server.On("NAMESPACE", async command =>
        {
            await command.UntaggedAsync($"NAMESPACE {namespaces}");
            await command.ReplyAsync("OK done");
        });
        foreach (var name in names)
        {
            server.Mailbox.Add(name).Add($"Subject: in {name}\r\n\r\nx\r\n");
        }

        return names;
    }
}
