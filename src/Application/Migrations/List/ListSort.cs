using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.Migrations.List;

/// <summary>The orders in which migrations can be listed, by their texts, and places in them.</summary>
public static class ListSort
{
    /// <summary>The cursor with which a walk begins.</summary>
    public const string Start = "start";

    private const string Created = "created";
    private const string FirstExecution = "first_execution_date";
    private const char Descending = '-';

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [$"{Descending}{Created}", Created, $"{Descending}{FirstExecution}", FirstExecution];

    /// <summary>The order that a text names; null = the newest first.</summary>
    internal static MigrationSort Read(string? text) => text is null ? MigrationSort.Newest : new MigrationSort(text.EndsWith(FirstExecution, StringComparison.Ordinal), text[0] == Descending);

    /// <summary>The field by which an order goes, as the answer names it.</summary>
    internal static string FieldOf(MigrationSort sort) => sort.ByFirstExecution ? FirstExecution : "created_at";

    internal static string Write(MigrationSort sort, MigrationPlace place) => Cursor.Write(KindOf(sort), place.At.UtcTicks, place.Id);

    internal static bool IsCursor(MigrationSort sort, string cursor) => cursor == Start || ReadPlace(sort, cursor) is not null;

    /// <summary>The place that a cursor means; null = before the first.</summary>
    internal static MigrationPlace? ReadPlace(MigrationSort sort, string? cursor) =>
        Cursor.Read(cursor, KindOf(sort), count: 2) is [var ticks, var id] && Cursor.MomentOf(ticks) is { } at ? new MigrationPlace(at, id) : null;

    private static string KindOf(MigrationSort sort) => $"migrations {FieldOf(sort)} {(sort.IsDescending ? "desc" : "asc")}";
}
