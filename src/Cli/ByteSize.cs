using System.Globalization;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Cli;

/// <summary>Reads sizes as people write them.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1), (string.Empty, 1),
    ];

    /// <summary>The bytes; null if it is no size, or more than any message has.</summary>
    /// <param name="text">A number, with a unit or without.</param>
    public static long? Read(string text)
    {
        var (unit, bytes) = Units.First(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase));
        return long.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= MailSelection.MaxSizeLimit / bytes
            ? number * bytes
            : null;
    }
}
