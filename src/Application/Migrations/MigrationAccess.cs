using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Finds migrations by the codes that callers send. Somebody else's, and what is no code at all, look like none.</summary>
internal static class MigrationAccess
{
    /// <summary>The migration to be looked at, without its resources.</summary>
    public static async Task<Migration> GetForAsync(
        this IMigrationRepository migrations, Caller caller, string code, CancellationToken cancellationToken) =>
        MigrationCode.IsValid(code) && await migrations.GetAsync(code, cancellationToken) is { } migration && IsVisible(caller, migration)
            ? migration
            : throw new NotFoundException($"migration {code}");

    /// <summary>The migration to be changed, with its resources and their runs.</summary>
    public static async Task<Migration> FindForAsync(
        this IMigrationRepository migrations, Caller caller, string code, CancellationToken cancellationToken) =>
        await migrations.FindVisibleAsync(caller, code, cancellationToken) ?? throw new NotFoundException($"migration {code}");

    /// <summary>The migration to be changed, with its resources and their runs; null where the caller sees none.</summary>
    public static async Task<Migration?> FindVisibleAsync(
        this IMigrationRepository migrations, Caller caller, string code, CancellationToken cancellationToken) =>
        MigrationCode.IsValid(code) && await migrations.FindAsync(code, cancellationToken) is { } migration && IsVisible(caller, migration) ? migration : null;

    /// <summary>The mailbox of a migration that has a code.</summary>
    public static MigrationResource GetResource(this Migration migration, string code) =>
        migration.Resources.FirstOrDefault(resource => resource.Code == code) ?? throw new NotFoundException($"resource {code} of migration {migration.Code}");

    private static bool IsVisible(Caller caller, Migration migration) => caller.IsAdmin || migration.CustomerId == caller.CustomerId;
}
