using System.Globalization;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// Reads the numbers that a mail server has given to the messages of a folder: Dovecot in <c>dovecot-uidlist</c>, version 3 or 1, Courier in
/// <c>courierimapuiddb</c>, which is as version 1. Our own are kept in the form of version 3, too.
/// </summary>
internal static class UidList
{
    /// <summary>No number is above: there has to be room for those that come.</summary>
    public const uint Most = uint.MaxValue - 100_000_000;

    /// <summary>The numbers of the first of these files that can be read; null if there is none.</summary>
    public static Numbers? TryRead(params IEnumerable<string> paths) => paths.Select(TryReadOne).FirstOrDefault(numbers => numbers is not null);

    /// <summary>The numbers; null if these are not the lines of such a file, or contradict each other.</summary>
    public static Numbers? TryParse(IEnumerable<string> lines)
    {
        var (uids, last) = (new Dictionary<string, uint>(StringComparer.Ordinal), 0u);
        (uint Validity, uint Next, bool HasFields)? header = null;
        foreach (var line in lines)
        {
            if (header is null)
            {
                header = TryParseHeader(line);
                if (header is null)
                {
                    return null;
                }

                continue;
            }

            if (TryParseLine(line, header.Value.HasFields) is not var (uid, name) || uid <= last || uid > Most)
            {
                return null;
            }

            // A message that was given another number has the last one.
            (uids[name], last) = (uid, uid);
        }

        return header is { Validity: > 0, Next: <= Most } told ? new Numbers(told.Validity, Math.Max(told.Next, last + 1), uids) : null;
    }

    private static Numbers? TryReadOne(string path)
    {
        try
        {
            return TextFile.TryOpen(path) is { } lines ? TryParse(lines) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // "3 V1275660208 N25022 G3085f01b...", or "1 1275660208 25022".
    private static (uint Validity, uint Next, bool HasFields)? TryParseHeader(string line)
    {
        var fields = line.Split(' ');
        if (fields is ["3", ..])
        {
            return TryNumber(FieldOf(fields, 'V')) is { } validity && TryNumber(FieldOf(fields, 'N')) is { } next ? (validity, next, true) : null;
        }

        return fields is ["1", var first, var second, ..] && TryNumber(first) is { } known && TryNumber(second) is { } bound
            ? (known, bound, false)
            : null;
    }

    // "25006 W2481 :1276528487.M364837P9451.host:2,S", or "25006 1276528487.M364837P9451.host".
    private static (uint Uid, string Name)? TryParseLine(string line, bool hasFields)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var name = blank < 0 ? -1 : hasFields ? line.IndexOf(" :", blank, StringComparison.Ordinal) + 2 : blank + 1;
        return name < blank + 1 || name >= line.Length || TryNumber(line[..blank]) is not { } uid ? null : (uid, MessageName.BaseOf(line[name..]));
    }

    private static string FieldOf(string[] fields, char mark) =>
        Array.Find(fields, field => field.Length > 1 && field[0] == mark)?[1..] ?? string.Empty;

    private static uint? TryNumber(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
