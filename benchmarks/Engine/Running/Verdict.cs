using System.Globalization;
using Hosting.Migrations.MailServers.Comparing;

namespace Hosting.Migrations.Benchmarks.Engine.Running;

internal static class Verdict
{
    public const string Same = "same";

    /// <summary>"same", or how many differences of which kind there are.</summary>
    public static string Of(IReadOnlyCollection<MailboxComparison> comparisons) =>
        comparisons.All(comparison => comparison.AreSame)
            ? Same
            : string.Join(", ", comparisons
                .SelectMany(comparison => comparison.Differences)
                .CountBy(difference => difference.Kind)
                .OrderBy(kind => kind.Key)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value:#,0}")));
}
