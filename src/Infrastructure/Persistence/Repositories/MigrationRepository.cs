using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class MigrationRepository(MigrationsDbContext context, MigrationListQueries queries) : IMigrationRepository
{
    /// <summary>Marks the commands of a search. See the providers.</summary>
    public const string SearchMark = "search";

    // Up to here, skipping whole rows costs no more than finding the page's keys first.
    private const int ShallowOffset = 1000;

    public Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        filter.Search is not null ? SearchAsync(filter, page, cancellationToken)
            : page.Offset <= ShallowOffset ? ListShallowAsync(filter, page, cancellationToken)
            : ListDeepAsync(filter, page, cancellationToken);

    public async Task<long> GetVersionAsync(MigrationFilter filter, CancellationToken cancellationToken) =>
        (await GetCountersAsync(filter, cancellationToken)).Version;

    private ValueTask<ListCounters> GetCountersAsync(MigrationFilter filter, CancellationToken cancellationToken)
    {
        var counters = filter.Status is { } status
            ? queries.CountersOfStatus(context, ScopeOf(filter), status)
            : queries.Counters(context, ScopeOf(filter));
        return counters.AggregateAsync(ListCounters.None, (sum, counter) => sum + counter, cancellationToken);
    }

    private async Task<Page<Migration>> ListShallowAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        while (true)
        {
            var listed = await Shallow(filter, (int)page.Offset, page.Size).ToListAsync(cancellationToken);
            if (listed is [{ Total: var total, Version: var version }, ..])
            {
                return new Page<Migration>(listed.ConvertAll(row => row.Migration), total, version);
            }

            // An empty page brings no counters. If they tell of records on it, these came in between: read again.
            var counters = await GetCountersAsync(filter, cancellationToken);
            if (counters.Total <= page.Offset)
            {
                return new Page<Migration>([], counters.Total, counters.Version);
            }
        }
    }

    private IAsyncEnumerable<ListedMigration> Shallow(MigrationFilter filter, int skip, int take) => (filter.CustomerId, filter.Status) switch
    {
        (null, null) => queries.All(context, MigrationCount.AllCustomers, skip, take),
        (null, { } status) => queries.ByStatus(context, MigrationCount.AllCustomers, status, skip, take),
        ({ } customerId, null) => queries.ByCustomer(context, customerId, skip, take),
        ({ } customerId, { } status) => queries.ByCustomerAndStatus(context, customerId, status, skip, take),
    };

    private async Task<Page<Migration>> ListDeepAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var counters = await GetCountersAsync(filter, cancellationToken);
        if (page.Offset >= counters.Total)
        {
            return new Page<Migration>([], counters.Total, counters.Version);
        }

        var keys = page.Offset <= counters.Total / 2
            ? KeysFromTheFront(Matching(filter), page)
            : KeysFromTheBack(Matching(filter), page, counters.Total);
        return new Page<Migration>(await ReadAsync(keys, cancellationToken), counters.Total, counters.Version);
    }

    private async Task<Page<Migration>> SearchAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        // Before the records, so that a change in between makes the version too old, never too new.
        var version = await GetVersionAsync(filter, cancellationToken);
        var foldedTerm = SearchText.Fold(filter.Search!);
        var matches = Matching(filter).Where(migration => migration.SearchableText.Contains(foldedTerm)).TagWith(SearchMark);
        var total = await matches.LongCountAsync(cancellationToken);
        var items = page.Offset >= total ? [] : await ReadAsync(KeysFromTheFront(matches, page), cancellationToken);
        return new Page<Migration>(items, total, version);
    }

    private static IQueryable<long> KeysFromTheFront(IQueryable<Migration> matches, PageRequest page) => matches
        .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id)
        .Skip((int)page.Offset).Take(page.Size)
        .Select(migration => migration.Id);

    private static IQueryable<long> KeysFromTheBack(IQueryable<Migration> matches, PageRequest page, long total) => matches
        .OrderBy(migration => migration.CreatedAt).ThenBy(migration => migration.Id)
        .Skip((int)Math.Max(0, total - page.Offset - page.Size)).Take((int)Math.Min(page.Size, total - page.Offset))
        .Select(migration => migration.Id);

    // The keys come off the index alone; whole rows are read for the page only.
    private Task<List<Migration>> ReadAsync(IQueryable<long> keys, CancellationToken cancellationToken) =>
        context.Migrations.AsNoTracking().Where(migration => keys.Contains(migration.Id))
            .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id)
            .ToListAsync(cancellationToken);

    private IQueryable<Migration> Matching(MigrationFilter filter)
    {
        var matches = context.Migrations.AsNoTracking();
        if (filter.CustomerId is { } customerId)
        {
            matches = matches.Where(migration => migration.CustomerId == customerId);
        }

        if (filter.Status is { } status)
        {
            matches = matches.Where(migration => migration.Status == status);
        }

        return matches;
    }

    private static long ScopeOf(MigrationFilter filter) => filter.CustomerId ?? MigrationCount.AllCustomers;
}
