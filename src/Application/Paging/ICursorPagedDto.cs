namespace Hosting.Migrations.Application.Paging;

/// <summary>An answer that is one page of a list which is walked by cursor.</summary>
public interface ICursorPagedDto
{
    /// <summary>Where the page ends.</summary>
    CursorPaginationDto Pagination { get; }
}
