namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>The folders of the seeded mailboxes.</summary>
internal static class SeedFolders
{
    public static readonly IReadOnlyList<SeedFolder> Large =
    [
        new("INBOX", .30), new("Sent", .14), new("Drafts", .005), new("Trash", .03), new("Junk", .02), new("Archive", .02),
        new("Archive/2019", .04), new("Archive/2020", .04), new("Archive/2021", .04), new("Archive/2022", .04), new("Archive/2023", .04), new("Archive/2024", .04),
        new("Archive/2024/Q1", .01), new("Archive/2024/Q2", .01), new("Archive/2024/Q3", .01), new("Archive/2024/Q4", .01),
        new("Projects", .005), new("Projects/Apollo", .03), new("Projects/Apollo/Design Docs", .02), new("Projects/Müller & Söhne", .02),
        new("Entwürfe", .005), new("Éléments envoyés", .02), new("Входящие", .01), new("Входящие/Работа", .02), new("日本語", .02),
        new("Lists", .05), new("Notes (old)", .01), new("Très long nom de dossier avec beaucoup de mots et d'accents éèàù", .005),
        new("Receipts & Invoices", .02), new("Empty", 0), new("Family 😀", .01),
    ];

    public static readonly IReadOnlyList<SeedFolder> Medium =
    [
        new("INBOX", .5), new("Sent", .2), new("Trash", .05), new("Archive/2023", .1), new("Projects/Müller & Söhne", .1), new("日本語", .05),
    ];

    public static readonly IReadOnlyList<SeedFolder> Small =
    [
        new("INBOX", .6), new("Sent", .25), new("Trash", .05), new("Entwürfe", .1),
    ];
}
