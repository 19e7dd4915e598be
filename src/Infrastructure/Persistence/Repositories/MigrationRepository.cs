using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

internal sealed class MigrationRepository(MigrationsDbContext context) : IMigrationRepository
{
    public async Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var matches = Matching(filter);
        var total = await matches.LongCountAsync(cancellationToken);
        if (page.Offset >= total)
        {
            return new Page<Migration>([], total);
        }

        var items = await matches
            .OrderByDescending(migration => migration.CreatedAt)
            .ThenByDescending(migration => migration.Id)
            .Skip((int)page.Offset)
            .Take(page.Size)
            .ToListAsync(cancellationToken);
        return new Page<Migration>(items, total);
    }

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

        if (filter.Search is { } search)
        {
            var term = SearchText.Fold(search);
            matches = matches.Where(migration => migration.SearchableText.Contains(term));
        }

        return matches;
    }
}
