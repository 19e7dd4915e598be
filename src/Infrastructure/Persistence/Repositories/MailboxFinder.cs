using Hosting.Migrations.Application.Migrations.FindMailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>
/// Finds mailboxes by the way that is the shortest for the term, which nobody can foresee: a common one is met at once on a walk from the newest on, a rare one
/// by the index, and what is neither by the two in turn, so that the dearer way is never taken before the cheaper one has been tried.
/// </summary>
internal sealed class MailboxFinder(MigrationsDbContext context) : IMailboxFinder
{
    // A page of whatever one in forty mailboxes has.
    private const int ShortWalk = 1000;

    // So many are read and sorted sooner than a walk would find some of them.
    private const int MostMatches = 3000;

    private const int LongWalk = 30_000;

    // So many on the short walk: the long one meets a page of them before its end.
    private const int NowAndThen = 4;

    // What is so little is looked through as a whole.
    private const int FewMigrations = 2000;
    private const int FewMailboxes = 20_000;

    // In the statements every limit is a number of its own: where there is none, PostgreSQL would take the walk.
    private const int All = int.MaxValue;

    private static readonly ResourceStatus[] Failed = [ResourceStatus.Error, ResourceStatus.Crashed];

    public async Task<IReadOnlyList<FoundMailbox>> FindAsync(MailboxFilter filter, long? before, int most, CancellationToken cancellationToken)
    {
        var ids = await FindKeysAsync(filter, before ?? long.MaxValue, most, cancellationToken);
        if (ids.Count == 0)
        {
            return [];
        }

        var mailboxes = await context.MigrationResources.AsNoTracking()
            .Where(mailbox => ids.Contains(mailbox.Id))
            .Include(mailbox => mailbox.Runs).AsSplitQuery()
            .ToListAsync(cancellationToken);
        var migrations = mailboxes.Select(mailbox => mailbox.MigrationId).Distinct().ToList();
        var names = await context.Migrations
            .Where(migration => migrations.Contains(migration.Id))
            .Select(migration => new { migration.Id, migration.Code, migration.Owner })
            .ToDictionaryAsync(migration => migration.Id, cancellationToken);

        // What was deleted in between is left out.
        return
        [
            .. mailboxes.OrderByDescending(mailbox => mailbox.Id).Where(mailbox => names.ContainsKey(mailbox.MigrationId))
                .Select(mailbox => new FoundMailbox(mailbox, names[mailbox.MigrationId].Code, names[mailbox.MigrationId].Owner)),
        ];
    }

    private async Task<IReadOnlyList<long>> FindKeysAsync(MailboxFilter filter, long before, int most, CancellationToken cancellationToken)
    {
        var term = filter.Search is { } search ? SearchText.Fold(search) : null;
        if (filter.MigrationId is not null || await HasFewAsync(filter, cancellationToken))
        {
            // The limit, which limits nothing, keeps the planner from a walk through everybody's mailboxes instead.
            var own = Matching(Own(filter).Where(mailbox => mailbox.Id < before), filter).Take(All);
            return await NewestAsync(LookThrough(own, term), most, cancellationToken);
        }

        var mailboxes = context.MigrationResources.Where(mailbox => mailbox.Id < before);
        if (term is null)
        {
            return await FindFromNewestAsync(filter, term, before, most, OfCustomer(Matching(mailboxes, filter), filter), indexed: null, cancellationToken);
        }

        return context.SearchMailboxes(term) is { } known
            ? await FindFromNewestAsync(
                filter, term, before, most, OfCustomer(Matching(known, filter), filter).Take(All).Where(mailbox => mailbox.Id < before), OfCustomer(Matching(known, filter), filter), cancellationToken)
            : await NewestAsync(LookThrough(OfCustomer(Matching(mailboxes, filter), filter), term), most, cancellationToken);
    }

    private async Task<IReadOnlyList<long>> FindFromNewestAsync(
        MailboxFilter filter, string? term, long before, int most, IQueryable<MigrationResource> all, IQueryable<MigrationResource>? indexed, CancellationToken cancellationToken)
    {
        var near = await WalkAsync(filter, term, before, ShortWalk, most, cancellationToken);
        if (near.Count == most)
        {
            return near;
        }

        // What is met now and then fills a page sooner than an index tells of all that have it.
        var far = near.Count >= NowAndThen ? await WalkAsync(filter, term, before, LongWalk, most, cancellationToken) : null;
        if (far?.Count == most)
        {
            return far;
        }

        if (indexed is not null && await AskIndexAsync(indexed, before, most, cancellationToken) is { } few)
        {
            return few;
        }

        far ??= indexed is null ? null : await WalkAsync(filter, term, before, LongWalk, most, cancellationToken);
        return far?.Count == most ? far : await NewestAsync(all, most, cancellationToken);
    }

    // Less than a page where the walk is too short for one.
    private Task<IReadOnlyList<long>> WalkAsync(MailboxFilter filter, string? term, long before, int steps, int most, CancellationToken cancellationToken)
    {
        var newest = context.MigrationResources.Where(mailbox => mailbox.Id < before).OrderByDescending(mailbox => mailbox.Id).Take(steps);
        return NewestAsync(OfCustomer(Matching(LookThrough(newest, term), filter), filter), most, cancellationToken);
    }

    // Null where there are too many to be sorted. The key is compared here: PostgreSQL, which does not know the cursor when it plans, would read all keys below it from their own index.
    private static async Task<IReadOnlyList<long>?> AskIndexAsync(IQueryable<MigrationResource> matches, long before, int most, CancellationToken cancellationToken)
    {
        var ids = await matches.Select(mailbox => mailbox.Id).Take(MostMatches + 1).ToListAsync(cancellationToken);
        return ids.Count <= MostMatches ? [.. ids.Where(id => id < before).OrderDescending().Take(most)] : null;
    }

    private static async Task<IReadOnlyList<long>> NewestAsync(IQueryable<MigrationResource> matches, int most, CancellationToken cancellationToken) =>
        await matches.OrderByDescending(mailbox => mailbox.Id).Select(mailbox => mailbox.Id).Take(most).ToListAsync(cancellationToken);

    private async Task<bool> HasFewAsync(MailboxFilter filter, CancellationToken cancellationToken)
    {
        if (filter.CustomerId is not { } customerId)
        {
            return false;
        }

        var counts = await context.Migrations.Where(migration => migration.CustomerId == customerId)
            .Select(migration => migration.ResourceCount).Take(FewMigrations + 1).ToListAsync(cancellationToken);
        return counts.Count <= FewMigrations && counts.Sum(count => (long)count) <= FewMailboxes;
    }

    private IQueryable<MigrationResource> Own(MailboxFilter filter) =>
        from migration in context.Migrations
        where filter.MigrationId == null || migration.Id == filter.MigrationId
        where filter.CustomerId == null || migration.CustomerId == filter.CustomerId
        join mailbox in context.MigrationResources on migration.Id equals mailbox.MigrationId
        select mailbox;

    private IQueryable<MigrationResource> LookThrough(IQueryable<MigrationResource> mailboxes, string? term) =>
        term is null ? mailboxes : context.LookThroughMailboxes(mailboxes, term);

    private IQueryable<MigrationResource> OfCustomer(IQueryable<MigrationResource> mailboxes, MailboxFilter filter) => filter.CustomerId is not { } customerId ? mailboxes
        : mailboxes.Where(mailbox => context.Migrations.Any(migration => migration.Id == mailbox.MigrationId && migration.CustomerId == customerId));

    private IQueryable<MigrationResource> Matching(IQueryable<MigrationResource> mailboxes, MailboxFilter filter)
    {
        if (filter.Statuses.Count > 0)
        {
            mailboxes = mailboxes.Where(mailbox => filter.Statuses.Contains(mailbox.Status));
        }

        if (filter.ErrorCode is { } code)
        {
            CopyFault? fault = EnumText<CopyFault>.IsDefined(code) ? EnumText<CopyFault>.Parse(code) : null;
            if (fault is not null)
            {
                // For the index: the condition below is right by itself.
                mailboxes = mailboxes.Where(mailbox => context.Runs.Any(run => run.ResourceId == mailbox.Id && run.Fault == fault));
            }

            mailboxes = mailboxes.Where(mailbox => Failed.Contains(mailbox.Status)
                && context.Runs
                    .Where(run => run.ResourceId == mailbox.Id && (run.Attempts > 0 || run.Fault != null))
                    .OrderByDescending(run => run.FinishedAt == null ? 1 : 0).ThenByDescending(run => run.FinishedAt)
                    .ThenByDescending(run => run.Step == MigrationStep.SecondExecution ? 2 : run.Step == MigrationStep.FirstExecution ? 1 : 0)
                    .Select(run => run.Fault)
                    .FirstOrDefault() == fault);
        }

        return mailboxes;
    }
}
