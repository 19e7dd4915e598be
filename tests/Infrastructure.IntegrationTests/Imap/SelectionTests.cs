using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;
using FolderMapping = Hosting.Migrations.Domain.Selection.FolderMapping;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap;

/// <summary>Copies of a part of a mailbox, and what a later copy makes of the rest.</summary>
public sealed class SelectionTests
{
    private static readonly DateTimeOffset Old = new(2020, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Recent = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task CopyAsync_WhenFoldersAreLeftOut_ShouldSaySoAndCopyThemLater()
    {
        await using var pair = await StartAsync();
        var selection = Select(include: ["INBOX", "Work/**", @"\Trash", "Nowhere/*"], exclude: [@"\Trash", "**/Secret"]);

        var first = (await CopyAsync(pair, selection)).ShouldSucceed().ShouldCount(total: 8, copied: 4, leftOut: 4);
        var again = (await CopyAsync(pair, selection)).ShouldSucceed().ShouldCount(total: 8, there: 4, leftOut: 4);
        var rest = (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 8, copied: 4, there: 4);

        Assert.That(first.Notes, Is.EqualTo(new[]
        {
            "no folder of the source is called Nowhere/*, which was to be included",
            "left out by choice: Other, Papierkorb, Papierkorb/Old, Work/Secret",
        }));
        Assert.That(again.Notes, Is.EqualTo(first.Notes));
        Assert.That(rest.Notes, Is.Empty);
        (await pair.CompareAsync()).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenMessagesAreLeftOutByDateAndSize_ShouldSaySoAndCopyThemLater()
    {
        await using var pair = await StartAsync();
        var selection = new MailSelection(FolderSelection.All, ReceivedBefore: Recent, SizeLimit: 3_000);

        var first = (await CopyAsync(pair, selection)).ShouldSucceed().ShouldCount(total: 8, copied: 6, leftOut: 2);
        var again = (await CopyAsync(pair, selection)).ShouldSucceed().ShouldCount(total: 8, there: 6, leftOut: 2);
        var later = (await CopyAsync(pair, selection with { ReceivedBefore = Recent.AddTicks(1) })).ShouldSucceed().ShouldCount(total: 8, copied: 1, there: 6, leftOut: 1);
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 8, copied: 1, there: 7);

        Assert.That(first.Notes, Is.EqualTo(new[] { "1 message is larger than the size limit, and left out by choice", "1 message was received after the upper date, and left out by choice" }));
        Assert.That(again.Notes, Is.EqualTo(first.Notes));
        Assert.That(later.Notes, Is.EqualTo(new[] { "1 message is larger than the size limit, and left out by choice" }));
        (await pair.CompareAsync()).ShouldBeSame();
        (await pair.CopyAsync()).ShouldSucceed().ShouldCount(total: 8, there: 8);
    }

    [Test]
    public async Task CopyAsync_WhenTheStateIsLostBetweenAPartAndTheWhole_ShouldCopyNothingTwice()
    {
        await using var pair = await StartAsync();
        (await pair.CopyAsync()).ShouldSucceed();

        // Another tool has copied all, and nobody knows of it: what is not chosen is not compared.
        var selection = new MailSelection(FolderSelection.All, SizeLimit: 3_000);
        var copy = pair.ToCopy() with { Checkpoints = new MemoryCheckpointStore() };
        (await Engine.Create().CopyAsync(copy with { Selection = selection }, pair.Progress, CancellationToken.None)).ShouldSucceed().ShouldCount(total: 8, there: 7, leftOut: 1);
        (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldSucceed().ShouldCount(total: 8, there: 8);

        (await pair.CompareAsync()).ShouldBeSame();
    }

    [Test]
    public async Task CopyAsync_WhenFoldersAreMapped_ShouldTakeAllBelowAndStayWithIt()
    {
        await using var pair = await StartAsync();
        var selection = Select(map: [("Work", "Archive/Job"), (@"\Trash", "Bin")]);

        var first = (await CopyAsync(pair, selection)).ShouldSucceed();
        var other = (await CopyAsync(pair, Select(map: [("Work", "Elsewhere")]))).ShouldSucceed().ShouldCount(total: 8, there: 8);

        Assert.That(first.Notes, Is.Empty);
        Assert.That(other.Notes, Has.Some.EqualTo("Work stays Archive/Job, as which earlier runs have copied it, and is not mapped to Elsewhere: its messages would be there twice"));
        (await pair.CompareAsync(new ComparisonOptions
        {
            Mapping = new ComparisonOptions().Mapping with
            {
                Renamed = new Dictionary<string, string>
                {
                    ["Work"] = "Archive/Job",
                    ["Work/Old"] = "Archive/Job/Old",
                    ["Work/Secret"] = "Archive/Job/Secret",
                    ["Papierkorb"] = "Bin",
                    ["Papierkorb/Old"] = "Bin/Old",
                },
            },
        })).ShouldBeSame();
    }

    [Test]
    public async Task RehearseAsync_WhenAPartIsChosen_ShouldTellWhatTheCopyThenTells()
    {
        await using var pair = await StartAsync();
        var copy = pair.ToCopy() with { Selection = Select(exclude: ["Work/**"], map: [("Other", "Place")]) with { SizeLimit = 3_000 } };

        var (seen, rehearsed) = await Engine.Create().RehearseAsync(copy, CancellationToken.None);
        var copied = (await Engine.Create().CopyAsync(copy, pair.Progress, CancellationToken.None)).ShouldSucceed();

        Assert.That(seen.Folders.Sum(folder => folder.ToCopy), Is.EqualTo(copied.Done.MessagesCopied));
        Assert.That(seen.MessagesLeftOut + seen.Folders.Sum(folder => folder.LeftOut), Is.EqualTo(copied.Done.MessagesLeftOut));
        Assert.That(seen.Folders.Select(folder => (folder.Source, folder.Destination)), Does.Contain(("Other", "Place")));
        Assert.That(rehearsed.Notes, Is.EqualTo(copied.Notes));
    }

    [Test]
    public async Task TestAsync_WhenAPatternNamesNothing_ShouldSaySo()
    {
        await using var pair = await StartAsync();

        var outcome = await Engine.Create().TestAsync(pair.ToCopy() with { Selection = Select(include: ["Projekte/**"], map: [("Alt", "Neu")]) }, CancellationToken.None);

        Assert.That(outcome.Fault, Is.Null);
        Assert.That(outcome.Notes, Is.EqualTo(new[]
        {
            "no folder of the source is called Projekte/**, which was to be included",
            "no folder of the source is called Alt, which was to become Neu",
            "no folder of the source is chosen, so that nothing is copied",
        }));
    }

    [Test]
    public async Task MailboxCopy_WhenAPartIsChosen_ShouldCopyItAndSayWhatIsLeftOut()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await StartAsync();

        using var copied = JsonDocument.Parse(await RunAsync(
            "--json", "--include", "INBOX", "Work/**", "--include", "Nowhere", "--exclude", "**/Secret", "--map", "Work=Archive/Job", "--before", "2026-01-01", "--max-size", "3KB"));
        var wrong = await FailAsync("--include", "a//b", "--exclude", @"\Rubbish", "--map", "Work", "--map", "a=b", "--map", "c=b", "--max-size", "much");

        var (root, notes) = (copied.RootElement, copied.RootElement.GetProperty("notes").EnumerateArray().Select(note => note.GetString()).ToArray());
        Assert.That((root.GetProperty("messages_copied").GetInt64(), root.GetProperty("messages_left_out").GetInt64()), Is.EqualTo((3L, 5L)));
        Assert.That(notes, Does.Contain("no folder of the source is called Nowhere, which was to be included").And.Contain("1 message was received after the upper date, and left out by choice"));
        Assert.That(wrong, Does.Contain("--include 'a//b' must not have an empty level").And.Contain(@"--exclude '\Rubbish' must begin with one of").And.Contain("--map 'Work' must be FROM=TO")
            .And.Contain("--map must not map two folders to b").And.Contain("--max-size must be a number of bytes"));

        async Task<string> RunAsync(params string[] options)
        {
            using var process = Start(options);
            return await process.FinishAsync();
        }

        async Task<string> FailAsync(params string[] options)
        {
            using var process = Start(options);
            return (await process.FailAsync()).Error;
        }

        CopyProcess Start(string[] options) => CopyProcess.Start(
            native: null,
            new Dictionary<string, string> { ["SOURCE_PASSWORD"] = pair.SourceAccount.Password, ["DESTINATION_PASSWORD"] = pair.DestinationAccount.Password },
            [
                "--source", $"imap://anna@{DovecotServer.Host}:{pair.Source.Port}", "--destination", $"imap://anna@{DovecotServer.Host}:{pair.Destination.Port}",
                "--state", folder.PathOf("state.json"), "--source-accept-any-certificate", "--destination-accept-any-certificate", .. options,
            ]);
    }

    private static async Task<MailboxPair> StartAsync()
    {
        var pair = await MailboxPair.StartAsync(new DovecotOptions { SpecialFolders = [new SpecialFolder("Papierkorb", @"\Trash", Create: true)] });
        string[] folders = ["INBOX", "Other", "Papierkorb", "Papierkorb/Old", "Work", "Work/Old", "Work/Secret"];
        await pair.Source.SeedAsync("anna", new SeedMailbox(folders, folders, [.. folders.Select(name => Write(name, Old)), Write("INBOX", Recent, name: "late")]));
        return pair;
    }

    // The one in Other is large.
    private static SeedMessage Write(string folder, DateTimeOffset received, string? name = null) => new(
        folder, System.Text.Encoding.ASCII.GetBytes($"Message-ID: <{(name ?? folder).Replace('/', '.')}@x>\r\nSubject: in {folder}\r\n\r\n{new string('x', folder == "Other" ? 5_000 : 10)}\r\n"), received);

    private static Task<CopyOutcome> CopyAsync(MailboxPair pair, MailSelection selection) =>
        Engine.Create().CopyAsync(pair.ToCopy() with { Selection = selection }, pair.Progress, CancellationToken.None);

    private static MailSelection Select(string[]? include = null, string[]? exclude = null, (string From, string To)[]? map = null) => new(new FolderSelection
    {
        Include = [.. (include ?? []).Select(FolderPattern.Parse)],
        Exclude = [.. (exclude ?? []).Select(FolderPattern.Parse)],
        Map = [.. (map ?? []).Select(pair => FolderMapping.Of(pair.From, pair.To))],
    });
}
