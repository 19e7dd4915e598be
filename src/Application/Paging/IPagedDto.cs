namespace Hosting.Migrations.Application.Paging;

/// <summary>An answer that is one page of a list.</summary>
public interface IPagedDto
{
    /// <summary>Where the page stands in the list.</summary>
    PaginationDto Pagination { get; }
}
