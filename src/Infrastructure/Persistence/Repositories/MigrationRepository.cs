using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Persistence.Configurations;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class MigrationRepository(MigrationsDbContext context, MigrationListQueries queries) : IMigrationRepository
{
    // Up to here, skipping whole rows costs no more than finding the page's keys first.
    private const int ShallowOffset = 1000;

    public Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        filter.Search is not null ? SearchAsync(filter, page, cancellationToken)
            : page.Offset <= ShallowOffset ? ListShallowAsync(filter, page, cancellationToken)
            : ListDeepAsync(filter, page, cancellationToken);

    public async Task<Page<Migration>> ListRefinedAsync(
        MigrationFilter filter, MigrationRefinement refinement, PageRequest page, CancellationToken cancellationToken)
    {
        // Before the records, so that a change in between makes the version too old, never too new.
        var counters = await GetCountersAsync(filter, cancellationToken);
        var all = filter.Search is { } search ? Searched(filter, SearchText.Fold(search)) : Matching(context.Migrations, filter);
        var matches = RefinedMigrations.Matching(all, refinement);
        var total = filter.Search is null && refinement.KeepsTotal ? counters.Total : await matches.LongCountAsync(cancellationToken);
        if (page.Offset >= total)
        {
            return new Page<Migration>([], total, counters.Version);
        }

        var items = await RefinedMigrations.InOrder(RefinedMigrations.After(matches, refinement), refinement.Sort)
            .Skip((int)page.Offset).Take(page.Size).AsNoTracking()
            .ToListAsync(cancellationToken);
        return new Page<Migration>(items, total, counters.Version);
    }

    public async Task<long> GetVersionAsync(MigrationFilter filter, CancellationToken cancellationToken) =>
        (await GetCountersAsync(filter, cancellationToken)).Version;

    public Task<Migration?> GetAsync(string code, CancellationToken cancellationToken) =>
        context.Migrations.FirstOrDefaultAsync(migration => migration.Code == code, cancellationToken);

    public long GetRevision(Migration migration) => context.Entry(migration).Property<long>(MigrationConfiguration.Revision).CurrentValue;

    public Task<Migration?> FindAsync(string code, CancellationToken cancellationToken) =>
        WholeMigrations.FirstOrDefaultAsync(migration => migration.Code == code, cancellationToken);

    public Task<Migration?> FindByIdAsync(long id, CancellationToken cancellationToken) =>
        WholeMigrations.FirstOrDefaultAsync(migration => migration.Id == id, cancellationToken);

    public Task<CustomerLoad> GetLoadAsync(long customerId, CancellationToken cancellationToken) => context.Migrations
        .Where(migration => migration.CustomerId == customerId)
        .Where(migration => migration.Status == MigrationStatus.Validating || migration.Status == MigrationStatus.ToSchedule
            || migration.Status == MigrationStatus.Scheduled || migration.Status == MigrationStatus.Running)
        .GroupBy(migration => migration.CustomerId)
        .Select(own => new CustomerLoad(own.Count(), own.Sum(migration => (long)migration.ResourceCount)))
        .FirstOrDefaultAsync(cancellationToken);

    public void Add(Migration migration) => context.Migrations.Add(migration);

    public void Remove(Migration migration) => context.Migrations.Remove(migration);

    // In one statement, so that all of it is of one moment: between two, somebody else may change or delete it.
    private IQueryable<Migration> WholeMigrations => context.Migrations
        .Include(migration => migration.Resources.OrderBy(resource => resource.Row)).ThenInclude(resource => resource.Runs)
        .AsSingleQuery();

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
        // Before the months and the records, so that a change in between makes the version too old, never too new.
        var counters = await GetCountersAsync(filter, cancellationToken);
        var months = context.MonthCounts.Where(count => filter.Status == null || count.Status == filter.Status);

        // One customer's list is short enough to be walked from its ends.
        var landmarks = filter.CustomerId is null
            ? await Landmarks.AtMonthsAsync(months, cancellationToken)
            : Landmarks.AtTheEnds(counters.Total);
        if (page.Offset >= landmarks.Total)
        {
            return new Page<Migration>([], landmarks.Total, counters.Version);
        }

        var keys = landmarks.KeysOf(Matching(context.Migrations, filter), page);
        return new Page<Migration>(await ReadAsync(keys, cancellationToken), landmarks.Total, counters.Version);
    }

    private async Task<Page<Migration>> SearchAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        // Before the records, so that a change in between makes the version too old, never too new.
        var counters = await GetCountersAsync(filter, cancellationToken);
        var foldedTerm = SearchText.Fold(filter.Search!);
        var walk = Matching(context.LookThrough(foldedTerm), filter);

        // One customer's migrations are few enough to look through them.
        var matches = filter.CustomerId is null ? Matching(context.Search(foldedTerm), filter) : walk;
        var found = await matches.GroupBy(_ => 1)
            .Select(all => new { Total = all.LongCount(), First = all.Min(migration => migration.Id), Last = all.Max(migration => migration.Id) })
            .FirstOrDefaultAsync(cancellationToken);
        var total = found?.Total ?? 0;
        if (page.Offset >= total)
        {
            return new Page<Migration>([], total, counters.Version);
        }

        if (total <= 2 && page is { Offset: 0, Size: >= 2 })
        {
            // The first and the last are all there are: a search for a code asks the index once.
            var few = context.Migrations.Where(migration => migration.Id == found!.First || migration.Id == found.Last);
            return new Page<Migration>(await ReadAsync(Matching(few, filter), cancellationToken), total, counters.Version);
        }

        // Where many match, the page is met early on a walk through the list, sooner than all matches are read and sorted.
        var walked = (page.Offset + page.Size) * counters.Total / total;

        // The limit, which limits nothing, makes PostgreSQL find all matches before it sorts them. It would else take the walk too, and make each
        // text's grams anew on the way.
        var keys = PageKeys.FromTheFront(walked < total ? walk : matches.Take(int.MaxValue), page.Offset, page.Size);
        return new Page<Migration>(await ReadAsync(keys, cancellationToken), total, counters.Version);
    }

    // The limit is there for the reason that SearchAsync gives.
    private IQueryable<Migration> Searched(MigrationFilter filter, string foldedTerm) =>
        filter.CustomerId is null ? Matching(context.Search(foldedTerm), filter).Take(int.MaxValue) : Matching(context.LookThrough(foldedTerm), filter);

    // The keys come off the index alone; whole rows are read for the page only.
    private Task<List<Migration>> ReadAsync(IQueryable<long> keys, CancellationToken cancellationToken) =>
        ReadAsync(context.Migrations.Where(migration => keys.Contains(migration.Id)), cancellationToken);

    private static Task<List<Migration>> ReadAsync(IQueryable<Migration> rows, CancellationToken cancellationToken) =>
        rows.AsNoTracking()
            .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id)
            .ToListAsync(cancellationToken);

    private static IQueryable<Migration> Matching(IQueryable<Migration> migrations, MigrationFilter filter)
    {
        var matches = migrations.AsNoTracking();
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
