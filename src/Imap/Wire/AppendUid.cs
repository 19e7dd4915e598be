using System.Globalization;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Judges what a destination says of the places of stored messages (RFC 4315, section 3; RFC 3502). What can't be right is not believed: the
/// messages are looked for then.
/// </summary>
internal static class AppendUid
{
    /// <summary>Reads what stands behind APPENDUID: a UIDVALIDITY, and a UID for each message in the order in which they were sent.</summary>
    /// <param name="words">It.</param>
    /// <param name="messages">How many messages were sent.</param>
    /// <returns>Null if it can't be the answer.</returns>
    public static (uint UidValidity, IReadOnlyList<uint> Uids)? Read(string words, int messages)
    {
        var parts = words.Split(' ');
        return parts.Length == 2 && TryRead(parts[0], out var validity) && ReadUids(parts[1], messages) is { } uids ? (validity, uids) : null;
    }

    // They grow.
    private static List<uint>? ReadUids(string set, int messages)
    {
        var (uids, last) = (new List<uint>(), 0u);
        foreach (var range in set.Split(','))
        {
            var ends = range.Split(':');
            if (ends.Length > 2 || !TryRead(ends[0], out var from) || !TryRead(ends[^1], out var to) || from <= last || to < from || to - from >= messages - uids.Count)
            {
                return null;
            }

            for (last = from; last < to; last++)
            {
                uids.Add(last);
            }

            uids.Add(to);
        }

        return uids.Count == messages ? uids : null;
    }

    private static bool TryRead(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
