using System.Globalization;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>That a server has not worked on all messages of a command (RFC 9738, section 3.1).</summary>
/// <param name="Most">How many messages it works on in one command.</param>
/// <param name="LastUid">The UID that it came to last: the lowest, since servers begin with the newest; null if it has worked on none.</param>
internal sealed record MessageLimit(int Most, uint? LastUid)
{
    /// <summary>Reads what follows the name of the code; null if it says nothing.</summary>
    public static MessageLimit? Read(string rest)
    {
        var numbers = rest.Split(' ');
        return numbers.Length <= 2 && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? new MessageLimit(most, numbers.Length == 2 && uint.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null)
            : null;
    }
}
