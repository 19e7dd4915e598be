using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>The namespaces that a server has told of.</summary>
/// <param name="Personal">Those of the owner; empty if it names none.</param>
/// <param name="Foreign">The shared ones, and those of others.</param>
internal sealed record FolderSpaces(IReadOnlyList<FolderSpace> Personal, IReadOnlyList<FolderSpace> Foreign)
{
    public static FolderSpaces None { get; } = new([], []);

    /// <summary>Takes over what a server tells.</summary>
    public static FolderSpaces Of(NamespaceResponse told, NameCoding coding)
    {
        return new FolderSpaces([.. told.Personal.Select(ToSpace)], [.. told.Shared.Concat(told.Other).Select(ToSpace)]);

        FolderSpace ToSpace((string Prefix, char Separator) space) => new(space.Separator, coding.Decode(space.Prefix), space.Prefix);
    }
}
