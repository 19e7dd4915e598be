namespace Hosting.Migrations.Imap.Wire;

/// <summary>The first line of a server (RFC 3501, section 7.1).</summary>
internal static class Greeting
{
    /// <exception cref="WireException">It is none.</exception>
    public static void Check(ReadOnlySpan<byte> line)
    {
        if (Begins(line, "* PREAUTH"u8))
        {
            throw new WireException("greets as if somebody had logged in already (PREAUTH), so whose mailbox it shows can't be known, and no TLS be agreed on");
        }

        if (!Begins(line, "* OK"u8) && !Begins(line, "* BYE"u8))
        {
            throw new WireException("does not greet as an IMAP server does");
        }
    }

    private static bool Begins(ReadOnlySpan<byte> line, ReadOnlySpan<byte> words) =>
        line.Length > words.Length && System.Text.Ascii.EqualsIgnoreCase(line[..words.Length], words) && line[words.Length] is (byte)' ' or (byte)'\r' or (byte)'\n';
}
