using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Some ports in a row.</summary>
/// <param name="First">The first, from 1 on.</param>
/// <param name="Last">The last, up to 65535.</param>
public sealed record PortRange(int First, int Last)
{
    /// <summary>Reads a port, such as <c>1143</c>, or a range, such as <c>2000-2999</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The ports.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PortRange? range)
    {
        var parts = text.Split('-');
        var isRange = TryReadPort(parts[0], out var first) & TryReadPort(parts[^1], out var last) && parts.Length <= 2 && first <= last;
        range = isRange ? new PortRange(first, last) : null;
        return isRange;
    }

    /// <summary>Whether a port is among them.</summary>
    /// <param name="port">The port.</param>
    public bool Contains(int port) => port >= First && port <= Last;

    /// <inheritdoc />
    public override string ToString() =>
        First == Last ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= IPEndPoint.MaxPort;
}
