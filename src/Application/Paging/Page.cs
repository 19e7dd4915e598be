namespace Hosting.Migrations.Application.Paging;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The page's records, in the list's order; none past the last page.</param>
/// <param name="TotalRecords">How many records the whole list has, exactly.</param>
/// <param name="Version">The list's version, read no later than the items: see <c>GetVersionAsync</c> of the list's repository.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long TotalRecords, long Version);
