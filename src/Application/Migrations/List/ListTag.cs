using System.Globalization;
using Hosting.Migrations.Application.Paging;

namespace Hosting.Migrations.Application.Migrations.List;

/// <summary>
/// The tag of a list's answer: whose list, its version, and until when it looks alike if nothing changes but time. The client
/// keeps it, so the service need not; a tag that a client makes up harms that client alone.
/// </summary>
internal static class ListTag
{
    private const char Separator = '.';
    private const ulong OffsetBasis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;
    private const ulong NoText = 0x10000;
    private const ulong EndOfText = 0x10001;

    /// <summary>The tag of an answer.</summary>
    /// <param name="request">What was asked for: each URL has tags of its own, so that a client may keep all answers in one place.</param>
    /// <param name="filter">What is listed.</param>
    /// <param name="version">The list's version.</param>
    /// <param name="until">Until when the answer looks alike if nothing changes but time.</param>
    /// <param name="lateAfter">The setting that decides what is late.</param>
    public static string Of(ListMigrationsQuery request, MigrationFilter filter, long version, DateTimeOffset until, TimeSpan lateAfter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{AnswerTag.Build}{Separator}{HashOf(request):x}{Separator}{lateAfter.Ticks:x}{Separator}{filter.CustomerId ?? 0:x}{Separator}{version:x}{Separator}{until.UtcTicks:x}");

    // FNV-1a: the same in all processes, unlike the framework's own.
    private static ulong HashOf(ListMigrationsQuery request)
    {
        var hash = Mix(Mix(OffsetBasis, request.Page), request.Per);
        hash = Mix(Mix(hash, request.Status), request.Query);
        hash = Mix(hash, request.CustomerCode);
        return request.IsRefined
            ? Mix(Mix(Mix(Mix(Mix(Mix(hash, request.Sort), request.CreatedFrom), request.CreatedTo), request.IsLate), request.HasErrors), request.Cursor)
            : hash;
    }

    private static ulong Mix(ulong hash, int number) => (hash ^ (uint)number) * Prime;

    private static ulong Mix(ulong hash, string? text)
    {
        foreach (var character in text ?? string.Empty)
        {
            hash = (hash ^ character) * Prime;
        }

        // Ends each text, so that two in a row are not taken for another two.
        return (hash ^ (text is null ? NoText : EndOfText)) * Prime;
    }

    /// <summary>Until when the tagged answer looks alike; null where the text is no tag of a list.</summary>
    public static DateTimeOffset? ReadUntil(string tag) =>
        long.TryParse(tag.AsSpan(tag.LastIndexOf(Separator) + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
}
