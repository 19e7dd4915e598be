using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Folders;
using MailKit;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class FolderMapperTests
{
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

    [Test]
    public void Map_WhenAnEarlierRunHasDecided_ShouldStayWithIt()
    {
        var known = new Dictionary<string, string> { ["Gesendet"] = "Old name" };

        var (routes, _) = new FolderMapper(Listing("Gesendet:Sent|Old name", "/"), Listing("Sent:Sent", "/"), FolderRules.Standard, known).Map();

        Assert.That(routes.Select(route => (route.Source.Name, route.Destination)), Is.EqualTo(new[] { ("Gesendet", "Old name"), ("Old name", "Old name (2)") }));
    }

    private static (IReadOnlyList<FolderRoute> Routes, IReadOnlyList<string> Notes) Map(MailboxListing source, MailboxListing destination) =>
        new FolderMapper(source, destination, FolderRules.Standard, new Dictionary<string, string>()).Map();

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
