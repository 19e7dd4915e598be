using System.Globalization;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Changes numbers of a STATUS response that can't be, without changing its length.</summary>
internal static class StatusNumbers
{
    private const int Digits32 = 10;

    /// <summary>Reads a UIDNEXT beyond 32 bits as 0: the server does not tell it.</summary>
    public static void MendUidNext(Span<byte> line)
    {
        var name = "UIDNEXT "u8;
        var list = line[Math.Max(0, line.LastIndexOf((byte)'('))..];
        var at = list.IndexOf(name);
        if (at < 0)
        {
            return;
        }

        var number = list[(at + name.Length)..];
        var length = number.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length >= Digits32 && !uint.TryParse(number[..length], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            number[..length].Fill((byte)'0');
        }
    }
}
