namespace Hosting.Migrations.Imap.Wire;

/// <summary>Takes a header of any length as it comes, and keeps no more of it than <see cref="WireLimits"/> allow.</summary>
/// <param name="length">How long it is, in bytes.</param>
internal sealed class HeaderIn(long length)
{
    private readonly byte[] _kept = new byte[Math.Min(length, WireLimits.Header)];
    private int _length;
    private int _lines;

    /// <summary>What is kept of it.</summary>
    public byte[] Kept => _kept;

    /// <summary>Takes some bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, _kept.Length - _length)];
        var into = _kept.AsSpan(_length, bytes.Length);
        bytes.CopyTo(into);
        _length += bytes.Length;
        JoinLines(into);
    }

    // Objects are made of each field.
    private void JoinLines(Span<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'\n'); at >= 0 && ++_lines < WireLimits.HeaderLines; at = bytes.IndexOf((byte)'\n'))
        {
            bytes = bytes[(at + 1)..];
        }

        if (_lines >= WireLimits.HeaderLines)
        {
            bytes.Replace((byte)'\n', (byte)' ');
            bytes.Replace((byte)'\r', (byte)' ');
        }
    }
}
