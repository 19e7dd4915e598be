using MimeKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>How much of a header counts when messages are compared: as much at both sides, so that a header of any size can be recognised.</summary>
internal static class HeaderExtent
{
    // Less than what comes through of a longer header (WireLimits.Header), whose last field may be cut.
    private const int MostRead = 32 * 1024;

    // Fewer, for the same reason, than what comes through as lines of their own (WireLimits.HeaderLines).
    private const int MostLines = 900;

    private const int MostKept = 16 * 1024;

    private const int MostOfField = 4 * 1024;

    private const int MostFields = 120;

    /// <summary>The fields that end within the first 32 KiB and the first 900 lines.</summary>
    /// <param name="fields">Those of a header that may count, from the first on.</param>
    public static IEnumerable<Header> Begin(IEnumerable<Header> fields)
    {
        var (end, lines) = (0L, 0);
        return fields.TakeWhile(field => (end += LengthOf(field)) <= MostRead && (lines += field.RawValue.AsSpan().Count((byte)'\n')) <= MostLines);
    }

    /// <summary>
    /// Those of them that are kept in memory for many messages at once: the first 120, of 16 KiB together. One of more than 4 KiB, such as a long list
    /// of readers, is left out, so that what stands behind it has room.
    /// </summary>
    public static IEnumerable<Header> Outline(IEnumerable<Header> fields)
    {
        var end = 0L;
        return Begin(fields).Where(field => LengthOf(field) <= MostOfField).Take(MostFields).TakeWhile(field => (end += LengthOf(field)) <= MostKept);
    }

    private static int LengthOf(Header field) => field.RawField.Length + 1 + field.RawValue.Length;
}
