using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hosting.Migrations.Application.Paging;

/// <summary>
/// A place in a list, which clients hand back to go on from there: whatever comes or goes in the meantime, nothing is shown twice or left out that was
/// there all the time. It holds nothing but the place, so that a client that makes one up harms nobody.
/// </summary>
internal static class Cursor
{
    private const char Separator = '.';
    private const int MaxLength = 200;

    /// <summary>Writes a place.</summary>
    /// <param name="kind">Of which list, in which order: a place in one is none in another. Without <c>.</c>.</param>
    /// <param name="keys">What the list is sorted by, at the place.</param>
    public static string Write(string kind, params ReadOnlySpan<long> keys)
    {
        var text = new StringBuilder(kind);
        foreach (var key in keys)
        {
            text.Append(Separator).Append(key.ToString(CultureInfo.InvariantCulture));
        }

        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Reads a place; null where the text is none of this list.</summary>
    /// <param name="cursor">What a client sends.</param>
    /// <param name="kind">Of which list.</param>
    /// <param name="count">By how many keys it is sorted.</param>
    public static IReadOnlyList<long>? Read(string? cursor, string kind, int count)
    {
        if (cursor is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
        if (parts.Length != count + 1 || parts[0] != kind)
        {
            return null;
        }

        var keys = new long[count];
        for (var i = 0; i < count; i++)
        {
            if (!long.TryParse(parts[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out keys[i]))
            {
                return null;
            }
        }

        return keys;
    }

    /// <summary>The moment that a key stands for; null where there is no such moment.</summary>
    /// <param name="ticks">The key.</param>
    public static DateTimeOffset? MomentOf(long ticks) =>
        ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
