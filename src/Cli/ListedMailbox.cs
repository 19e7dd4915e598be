namespace Hosting.Migrations.Cli;

/// <summary>
/// A mailbox of <c>mailbox copy --list</c>, where each has a line, with tabs between source, its password, destination, and its password. Blank
/// lines and those that begin with <c>#</c> say nothing.
/// </summary>
/// <param name="Place">Where it stands: the file and the line.</param>
/// <param name="Source">As <c>--source</c> has it.</param>
/// <param name="SourcePassword">The password of the source.</param>
/// <param name="Destination">As <c>--destination</c> has it.</param>
/// <param name="DestinationPassword">The password of the destination; empty for the configured one.</param>
internal sealed record ListedMailbox(string Place, string Source, string SourcePassword, string Destination, string DestinationPassword)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is no such list, or others than its owner can read the passwords in it.</exception>
    public static IReadOnlyList<ListedMailbox> Read(string path) =>
    [
        .. PrivateFile.ReadLines(path, "passwords").Index()
            .Where(line => line.Item.Trim() is { Length: > 0 } text && text[0] != '#')
            .Select(line => Parse(line.Item, $"{path}, line {line.Index + 1}")),
    ];

    private static ListedMailbox Parse(string line, string place) => line.Split('\t') switch
    {
        [var source, var sourcePassword, var destination] => new ListedMailbox(place, source, sourcePassword, destination, string.Empty),
        [var source, var sourcePassword, var destination, var destinationPassword] => new ListedMailbox(place, source, sourcePassword, destination, destinationPassword),
        _ => throw new FormatException($"{place} must be source, its password, destination and its password, with tabs between them"),
    };
}
