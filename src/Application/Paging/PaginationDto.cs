using System.ComponentModel;

namespace Hosting.Migrations.Application.Paging;

/// <summary>Where a page stands in its list, and what was asked for. The order of the properties is the contract's.</summary>
public sealed record PaginationDto
{
    /// <summary>Results per page.</summary>
    [Description("Results per page.")]
    public required int Per { get; init; }

    /// <summary>The page's number, from 1.</summary>
    [Description("Page number, from 1.")]
    public required int Page { get; init; }

    /// <summary>How many pages there are; 0 where there are no records.</summary>
    [Description("Number of pages; 0 where there are no records.")]
    public required int TotalPages { get; init; }

    /// <summary>The search that was asked for, or null.</summary>
    [Description("The search that was asked for, or null.")]
    public required string? Query { get; init; }

    /// <summary>Always null: no list has a free filter.</summary>
    [Description("Always null.")]
    public required string? Filter { get; init; }

    /// <summary>The status filter that was asked for, or null.</summary>
    [Description("The status filter that was asked for, or null.")]
    public required string? Status { get; init; }

    /// <summary>The field by which the list is sorted.</summary>
    [Description("The field by which the list is sorted.")]
    public required string? SortField { get; init; }

    /// <summary>The direction in which the list is sorted: <c>asc</c> or <c>desc</c>.</summary>
    [Description("The direction in which the list is sorted.")]
    public required string? Sort { get; init; }

    /// <summary>How many records the list has, exactly.</summary>
    [Description("Number of records, exactly.")]
    public required long TotalRecords { get; init; }
}
