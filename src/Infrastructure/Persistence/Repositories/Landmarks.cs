using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>
/// Moments in a list, the newest first, of which is known how many migrations were created since. A page is reached from the nearest.
/// What changes after they were read moves a page only if it lies between the two, and no page shows a migration twice.
/// </summary>
internal sealed class Landmarks
{
    private readonly List<(DateTimeOffset Moment, long Since)> _landmarks = [(DateTimeOffset.MaxValue, 0)];

    public long Total => _landmarks[^1].Since;

    public static Landmarks AtTheEnds(long total)
    {
        var landmarks = new Landmarks();
        landmarks.Add(DateTimeOffset.MinValue, total);
        return landmarks;
    }

    public static async Task<Landmarks> AtMonthsAsync(IQueryable<MonthCount> counts, CancellationToken cancellationToken)
    {
        var landmarks = new Landmarks();
        var months = counts.GroupBy(count => count.Month).OrderByDescending(month => month.Key)
            .Select(month => new { Start = month.Key, Total = month.Sum(count => count.Total) });
        await foreach (var month in months.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            landmarks.Add(month.Start, month.Total);
        }

        return landmarks;
    }

    /// <summary>The keys of a page that begins within the list.</summary>
    public IQueryable<long> KeysOf(IQueryable<Migration> list, PageRequest page)
    {
        var end = Math.Min(page.Offset + page.Size, Total);
        var front = _landmarks.FindLast(landmark => landmark.Since <= page.Offset);
        var back = _landmarks.Find(landmark => landmark.Since >= end);
        var (fromFront, fromBack) = (page.Offset - front.Since, back.Since - end);
        return fromFront <= fromBack
            ? PageKeys.FromTheFront(list.Where(migration => migration.CreatedAt < front.Moment), fromFront, end - page.Offset)
            : PageKeys.FromTheBack(list.Where(migration => migration.CreatedAt >= back.Moment), fromBack, end - page.Offset);
    }

    private void Add(DateTimeOffset moment, long migrations) => _landmarks.Add((moment, Total + migrations));
}
