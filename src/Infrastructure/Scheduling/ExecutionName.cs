using System.Globalization;

namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>The name of an execution's trigger: with the date in it, a list of names shows every date.</summary>
internal readonly record struct ExecutionName(long MigrationId, DateTimeOffset Due)
{
    private const char Separator = '@';

    public static ExecutionName Parse(string name)
    {
        var parts = name.Split(Separator);
        return new ExecutionName(
            long.Parse(parts[0], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(parts[1], CultureInfo.InvariantCulture), TimeSpan.Zero));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MigrationId}{Separator}{Due.UtcTicks}");
}
