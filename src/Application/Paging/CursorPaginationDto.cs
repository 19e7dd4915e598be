namespace Hosting.Migrations.Application.Paging;

/// <summary>Where a page ends in a list that is walked and not counted.</summary>
/// <param name="Per">Results per page.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last one.</param>
public sealed record CursorPaginationDto(int Per, string? NextCursor);
