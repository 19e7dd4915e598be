using System.Globalization;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.List;

/// <summary>
/// The tag of a list's answer: whose list, its version, and until when it looks alike if nothing changes but time. The client
/// keeps it, so the service need not; a tag that a client makes up harms that client alone.
/// </summary>
internal static class ListTag
{
    private const char Separator = '.';

    // Another build may write the same migrations otherwise.
    public static readonly string Build =
        (typeof(ListTag).Module.ModuleVersionId.GetHashCode() ^ typeof(Migration).Module.ModuleVersionId.GetHashCode())
        .ToString("x8", CultureInfo.InvariantCulture);

    public static string Of(MigrationFilter filter, long version, DateTimeOffset until, TimeSpan lateAfter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Build}{Separator}{lateAfter.Ticks:x}{Separator}{filter.CustomerId ?? 0:x}{Separator}{version:x}{Separator}{until.UtcTicks:x}");

    /// <summary>Until when the tagged answer looks alike; null where the text is no tag of a list.</summary>
    public static DateTimeOffset? ReadUntil(string tag) =>
        long.TryParse(tag.AsSpan(tag.LastIndexOf(Separator) + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
}
