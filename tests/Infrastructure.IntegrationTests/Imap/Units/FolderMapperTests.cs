using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class FolderMapperTests
{
    private static readonly PasswordScreen NoScreen = new([]);

    // Source folders ("name:use"), how the source writes them, the destination's own folders, and what becomes of the source's.
    [TestCase("INBOX|Sent|a/b", "/", "/", "INBOX", "INBOX|Sent|a/b")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "/", "INBOX", "INBOX|Sent|a/b")]
    [TestCase("INBOX|Sent|a/b", "/", "INBOX..", "INBOX", "INBOX|INBOX.Sent|INBOX.a.b")]
    [TestCase("INBOX|v1.2|v1/2", "/", ".", "INBOX", "INBOX|v1．2|v1.2")]
    [TestCase("INBOX|a.b", ".", "/", "INBOX", "INBOX|a/b")]
    [TestCase("INBOX|a/b.c", ".", "/", "INBOX", "INBOX|a／b/c")]
    [TestCase("Gesendet:Sent|Gesendet/2025", "/", "/", "Sent:Sent", "Sent|Sent/2025")]
    [TestCase("Gesendet|Entwürfe|Papierkorb", "/", "/", "Sent:Sent|Drafts:Drafts|Trash:Trash", "Sent|Drafts|Trash")]
    [TestCase("Deleted Items:Trash|Trash", "/", "/", "Trash:Trash", "Trash|Trash (2)")]
    [TestCase("Sent Items|Sent", "/", "/", "Gesendet:Sent", "Sent Items|Gesendet")]
    [TestCase("Gesendet:Sent", "/", "/", "INBOX", "Gesendet")]
    [TestCase("Trash|Deleted Items", "/", "/", "Deleted Items|Trash", "Trash|Deleted Items")]
    [TestCase("Papierkorb:Trash|Trash", "/", "INBOX..", "INBOX.Trash|INBOX.Papierkorb", "INBOX.Papierkorb|INBOX.Trash")]
    [TestCase("Papierkorb", "/", "/", "Deleted Items|Trash", "Trash")]
    [TestCase("Case|case", "/", "/", "INBOX", "Case|case")]
    [TestCase("inbox|INBOX/x", "/", "/", "INBOX", "INBOX|INBOX/x")]
    public void Map_WhenFoldersAreListed_ShouldName(string source, string sourceStyle, string destinationStyle, string destination, string expected)
    {
        var from = Listing(source, sourceStyle);

        var (routes, _) = Map(from, Listing(destination, destinationStyle));

        var names = routes.ToDictionary(route => route.Source.Name, route => route.Destination);
        Assert.That(string.Join('|', from.Folders.Select(folder => names[folder.Name])), Is.EqualTo(expected));
    }

    [Test]
    public void Map_WhenTwoFoldersWouldBecomeOne_ShouldSaySo()
    {
        var (routes, notes) = Map(Listing("Deleted Items:Trash|Trash", "/"), Listing("Trash:Trash", "/"));

        Assert.That(routes.Select(route => route.Destination), Is.Unique);
        Assert.That(notes, Is.EqualTo(new[] { "Trash became Trash (2), since another folder became Trash" }));
    }

    [TestCase("All")]
    [TestCase("Flagged")]
    [TestCase("Important")]
    public void Map_WhenAFolderMayBeAViewOfOthers_ShouldCopyItAndSaySo(string use)
    {
        var (routes, notes) = Map(Listing($"INBOX|View:{use}", "/"), Listing("INBOX", "/"));

        Assert.That(routes.Select(route => route.Destination), Is.EqualTo(new[] { "INBOX", "View" }));
        Assert.That(notes, Is.EqualTo(new[] { "View may only show messages of other folders, by what the source says of it; it was copied as a folder of its own, since it may hold others too" }));
    }

    [Test]
    public void Map_WhenAnEarlierRunHasDecided_ShouldStayWithIt()
    {
        var known = new Dictionary<string, string> { ["Gesendet"] = "Old name" };

        var routes = new FolderMapper(Listing("Gesendet:Sent|Old name", "/"), Listing("Sent:Sent", "/"), FolderRules.Standard, FolderSelection.All, known, NoScreen).Map().Routes;

        Assert.That(routes.Select(route => (route.Source.Name, route.Destination)), Is.EqualTo(new[] { ("Gesendet", "Old name"), ("Old name", "Old name (2)") }));
    }

    // Source folders, how the source writes them, what is included, excluded and mapped, and what becomes of those that are chosen.
    [TestCase("INBOX|Sent|a/b", "/", "a/*", "", "", "a/b")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "a/*", "", "", "a/b")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "INBOX/a/*", "", "", "a/b")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "INBOX", "", "", "INBOX")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "", "", "INBOX=Old", "Old|Sent|a/b")]
    [TestCase("INBOX|INBOX.Sent|INBOX.a.b", "INBOX..", "", "", "INBOX/a=c", "INBOX|Sent|c/b")]
    [TestCase("Gesendet:Sent|Gesendet/2025|x", "/", "", "\\Sent", "", "x")]
    [TestCase("Deleted Items|x", "/", "", "\\Trash", "", "x")]
    [TestCase("Deleted Items:Trash|Trash", "/", "", "\\Trash", "", "Trash")]
    [TestCase("All:All|x", "/", "", "\\All", "", "x")]
    [TestCase("a/b.c|a/b", ".", "", "a\uFF0Fb", "", "a\uFF0Fb/c")]
    [TestCase("a|b", "/", "", "", "a=b", "b|b (2)")]
    [TestCase("a|a/b|a/c", "/", "", "a/c", "a=x/y,a/b=z", "x/y|z")]
    [TestCase("Gesendet:Sent|a", "/", "", "", "a=Sent", "Sent (2)|Sent")]
    public void Map_WhenAPartIsChosen_ShouldNameThatAlone(string source, string style, string include, string exclude, string map, string expected)
    {
        var from = Listing(source, style);
        var selection = new FolderSelection
        {
            Include = [.. include.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(FolderPattern.Parse)],
            Exclude = [.. exclude.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(FolderPattern.Parse)],
            Map = [.. map.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => FolderMapping.Of(pair[0], pair[1]))],
        };

        var routes = new FolderMapper(from, Listing("Sent:Sent", "/"), FolderRules.Standard, selection, new Dictionary<string, string>(), NoScreen).Map().Routes;

        var names = routes.ToDictionary(route => route.Source.Name, route => route.Destination);
        Assert.That(string.Join('|', from.Folders.Where(folder => names.ContainsKey(folder.Name)).Select(folder => names[folder.Name])), Is.EqualTo(expected));
    }

    [Test]
    public void Map_WhenAFolderIsLeftOutThatWasCopiedBefore_ShouldGiveItsPlaceToNoOther()
    {
        var known = new Dictionary<string, string> { ["a"] = "x" };
        var selection = new FolderSelection { Exclude = [FolderPattern.Parse("a")], Map = [FolderMapping.Of("b", "x")] };

        var map = new FolderMapper(Listing("a|b", "/"), Listing("INBOX", "/"), FolderRules.Standard, selection, known, NoScreen).Map();

        Assert.That(map.Routes.Select(route => (route.Source.Name, route.Destination)), Is.EqualTo(new[] { ("b", "x (2)") }));
        Assert.That(map.LeftOut.Select(route => (route.Source.Name, route.Destination)), Is.EqualTo(new[] { ("a", "x") }));
    }

    [Test]
    public void Labels_WhenAFolderOfGmailIsNotWanted_ShouldCountAsShown()
    {
        var source = Listing("INBOX|All:All|Work|News", "/") with { IsGmail = true };
        var selection = new FolderSelection { Include = [FolderPattern.Parse(@"\All"), FolderPattern.Parse("Work")], Exclude = [FolderPattern.Parse("News")] };

        var map = new FolderMapper(source, Listing("INBOX", "/"), FolderRules.Gmail, selection, new Dictionary<string, string>(), NoScreen).Map();

        Assert.That(map.Labels, Is.EquivalentTo(new[] { "Work", "News" }));
    }

    [TestCase("a\r\nb\u001b[31m", "a__b_[31m")]
    [TestCase("gnp\u202E.exe\u0000\u2028", "gnp_.exe__")]
    [TestCase("../.././etc", "__/__/_/etc")]
    [TestCase("half <half> pair", "half _ pair")]
    [TestCase("whole \ud83d\ude00 pair", "whole \ud83d\ude00 pair")]
    public void Map_WhenANameMayDoHarm_ShouldMakeItHarmlessAndSaySo(string source, string expected)
    {
        // Half of a surrogate pair can't stand in an attribute.
        source = source.Replace("<half>", "\ud83d", StringComparison.Ordinal);
        var (routes, notes) = Map(Listing("INBOX", "/") with { Folders = [new FolderListing(source, '/', FolderAttributes.None, true)] }, Listing("INBOX", "/"));

        Assert.That(routes.Select(route => route.Destination), Is.EqualTo(new[] { expected }));
        Assert.That(notes, Has.Count.EqualTo(source == expected ? 0 : 1));
        Assert.That(string.Concat(notes).Any(char.IsControl), Is.False);
    }

    [Test]
    public void Map_WhenNamesAreLongOrDeep_ShouldCutThemAndKeepThemApart()
    {
        string[] names = [new string('n', 5000), new string('n', 5001), string.Join('/', Enumerable.Repeat("d", 3000)), string.Join('/', Enumerable.Repeat("d", 3001)), string.Join('/', Enumerable.Repeat(new string('l', 150), 30))];
        var source = Listing("INBOX", "/") with { Folders = [.. names.Select(name => new FolderListing(name, '/', FolderAttributes.None, true))] };

        var (routes, notes) = Map(source, Listing("INBOX", "/"));

        Assert.That(routes.Select(route => route.Destination), Is.Unique.And.All.Length.LessThan(1020));
        Assert.That(routes.Select(route => route.Destination.Split('/').Length), Is.All.LessThanOrEqualTo(40));
        Assert.That(notes, Has.Count.EqualTo(names.Length));
    }

    private static (IReadOnlyList<FolderRoute> Routes, IReadOnlyList<string> Notes) Map(MailboxListing source, MailboxListing destination)
    {
        var map = new FolderMapper(source, destination, FolderRules.Standard, FolderSelection.All, new Dictionary<string, string>(), NoScreen).Map();
        return (map.Routes, map.Notes);
    }

    /// <param name="folders">Names, with a special use behind a colon.</param>
    /// <param name="style">The prefix, if any, and the separator.</param>
    private static MailboxListing Listing(string folders, string style) => new(
        style[..^1],
        style[^1],
        [.. folders.Split('|').Select(folder => folder.Split(':')).Select(parts => new FolderListing(
            parts[0], style[^1], parts.Length > 1 ? Enum.Parse<FolderAttributes>(parts[1]) : FolderAttributes.None, IsSubscribed: true))],
        [],
        IsGmail: false);
}
