using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.Auditing.List;

/// <summary>A place in the log as clients see it.</summary>
internal static class AuditCursor
{
    private const string Kind = "audit";

    public static string Write(AuditPlace place) => Cursor.Write(Kind, place.At.UtcTicks, place.Id);

    public static AuditPlace? Read(string? cursor) => Cursor.Read(cursor, Kind, count: 2) is [var ticks, var id] && Cursor.MomentOf(ticks) is { } at ? new AuditPlace(at, id) : null;
}
