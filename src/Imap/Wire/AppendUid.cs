using System.Globalization;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Judges what a destination says of the places of stored messages (RFC 4315, section 3; RFC 3502). What can't be right is not believed: the
/// messages are looked for then.
/// </summary>
internal static class AppendUid
{
    /// <summary>Whether it can be the answer to a command.</summary>
    /// <param name="words">What stands behind APPENDUID: a UIDVALIDITY, and a UID for each message in the order in which they were sent.</param>
    /// <param name="command">The command.</param>
    public static bool IsFor(string words, WireCommand? command)
    {
        var parts = words.Split(' ');
        return command is { Name: "APPEND" } && parts.Length == 2 && TryRead(parts[0], out _) && Count(parts[1]) == command.Messages;
    }

    /// <returns>How many UIDs there are; -1 if they do not grow.</returns>
    private static long Count(string set)
    {
        var (count, last) = (0L, 0u);
        foreach (var range in set.Split(','))
        {
            var ends = range.Split(':');
            if (ends.Length > 2 || !TryRead(ends[0], out var from) || !TryRead(ends[^1], out var to) || from <= last || to < from)
            {
                return -1;
            }

            (count, last) = (count + to - from + 1, to);
        }

        return count;
    }

    private static bool TryRead(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
