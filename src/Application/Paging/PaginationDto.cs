namespace Hosting.Migrations.Application.Paging;

/// <summary>Where a page stands in its list, and what was asked for.</summary>
// The order of the properties is the contract's.
public sealed record PaginationDto
{
    /// <summary>Results per page.</summary>
    public required int Per { get; init; }

    /// <summary>Page number, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Number of pages; 0 where there are no records.</summary>
    public required int TotalPages { get; init; }

    /// <summary>The search that was asked for, or null.</summary>
    public required string? Query { get; init; }

    /// <summary>Always null.</summary>
    public required string? Filter { get; init; }

    /// <summary>The status filter that was asked for, or null.</summary>
    public required string? Status { get; init; }

    /// <summary>The field by which the list is sorted.</summary>
    public required string? SortField { get; init; }

    /// <summary>The direction in which the list is sorted.</summary>
    public required string? Sort { get; init; }

    /// <summary>Number of records, exactly.</summary>
    public required long TotalRecords { get; init; }

    /// <summary>Where a page stands in a list; filter, status and search are null.</summary>
    /// <param name="page">The page.</param>
    /// <param name="totalRecords">How many records the whole list has.</param>
    /// <param name="sortField">The field by which the list is sorted.</param>
    /// <param name="sort"><c>asc</c> or <c>desc</c>.</param>
    public static PaginationDto Of(PageRequest page, int totalRecords, string sortField, string sort) => new()
    {
        Per = page.Size,
        Page = page.Number,
        TotalPages = (totalRecords + page.Size - 1) / page.Size,
        Query = null,
        Filter = null,
        Status = null,
        SortField = sortField,
        Sort = sort,
        TotalRecords = totalRecords,
    };
}
