using Hosting.Migrations.Application.Paging;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>Reads pages of lists that are short enough to be counted.</summary>
internal static class Pages
{
    /// <summary>Reads one page.</summary>
    /// <param name="ordered">The list, in its order.</param>
    /// <param name="page">Which page.</param>
    /// <param name="total">How many records the list has: past them the database need not be asked.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    public static async Task<List<T>> ReadAsync<T>(
        this IOrderedQueryable<T> ordered, PageRequest page, int total, CancellationToken cancellationToken) =>
        page.Offset >= total ? [] : await ordered.Skip((int)page.Offset).Take(page.Size).ToListAsync(cancellationToken);
}
