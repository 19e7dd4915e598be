using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Api.Commands;

/// <summary>Reads lists to their end, page by page.</summary>
internal static class AllPages
{
    /// <summary>Reads a list.</summary>
    /// <param name="read">Reads one page of it.</param>
    /// <param name="recordsOf">What a page holds.</param>
    public static async IAsyncEnumerable<T> ReadAsync<TPage, T>(Func<PageRequest, Task<TPage>> read, Func<TPage, IReadOnlyList<T>> recordsOf)
        where TPage : IPagedDto
    {
        TPage page;
        var number = PageRequest.DefaultNumber;
        do
        {
            page = await read(new PageRequest(number++, PageRequest.MaxSize));
            foreach (var record in recordsOf(page))
            {
                yield return record;
            }
        }
        while (number <= page.Pagination.TotalPages);
    }
}
