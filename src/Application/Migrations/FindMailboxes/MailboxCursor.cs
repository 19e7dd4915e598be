using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.Migrations.FindMailboxes;

/// <summary>A place among all mailboxes as clients see it.</summary>
internal static class MailboxCursor
{
    private const string Kind = "mailboxes";

    public static string Write(long id) => Cursor.Write(Kind, id);

    public static long? Read(string? cursor) => Cursor.Read(cursor, Kind, count: 1) is [var id] ? id : null;
}
