using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>The keys of a page, off an index alone, counted from either end of a list that is newest first.</summary>
internal static class PageKeys
{
    public static IQueryable<long> FromTheFront(IQueryable<Migration> matches, long skip, long take) => matches
        .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id)
        .Skip((int)skip).Take((int)take)
        .Select(migration => migration.Id);

    public static IQueryable<long> FromTheBack(IQueryable<Migration> matches, long skip, long take) => matches
        .OrderBy(migration => migration.CreatedAt).ThenBy(migration => migration.Id)
        .Skip((int)skip).Take((int)take)
        .Select(migration => migration.Id);
}
