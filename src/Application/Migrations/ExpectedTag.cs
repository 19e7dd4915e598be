using System.Globalization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>The tags of single migrations: by them a client keeps an answer, and changes only what it has seen.</summary>
internal static class ExpectedTag
{
    /// <summary>The tag of a migration. Whatever is shown changes with the revision, but for the lateness, which comes with time.</summary>
    public static string TagOf(this IMigrationRepository migrations, Migration migration, bool isLate) =>
        string.Create(CultureInfo.InvariantCulture, $"{AnswerTag.Build}.{migration.Id:x}.{migrations.GetRevision(migration):x}.{(isLate ? 1 : 0)}");

    /// <summary>Makes sure that a client has seen a migration as it is; whether it is late does not matter.</summary>
    /// <param name="migrations">Where it was read.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="expected">The tags that the client knows; null = it does not ask.</param>
    /// <exception cref="PreconditionFailedException">It is none of them.</exception>
    public static void EnsureSeen(this IMigrationRepository migrations, Migration migration, IReadOnlyList<string>? expected)
    {
        if (expected is not null && !expected.Contains(migrations.TagOf(migration, isLate: false)) && !expected.Contains(migrations.TagOf(migration, isLate: true)))
        {
            throw new PreconditionFailedException();
        }
    }
}
