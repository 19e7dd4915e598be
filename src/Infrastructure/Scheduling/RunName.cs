using System.Globalization;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>The name of a run's job, such as <c>17-first_execution</c>.</summary>
internal static class RunName
{
    private const char Separator = '-';

    public static string Of(RunKey run) => string.Create(CultureInfo.InvariantCulture, $"{run.ResourceId}{Separator}{EnumText<MigrationStep>.ToText(run.Step)}");

    public static RunKey Parse(string name)
    {
        var parts = name.Split(Separator);
        return new RunKey(long.Parse(parts[0], CultureInfo.InvariantCulture), EnumText<MigrationStep>.Parse(parts[1]));
    }
}
