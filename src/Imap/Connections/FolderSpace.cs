namespace Hosting.Migrations.Imap.Connections;

/// <summary>A namespace (RFC 2342): where folders of one kind are.</summary>
/// <param name="Separator">What stands between the levels of their names; NUL if there are none.</param>
/// <param name="Path">What their names begin with, decoded.</param>
/// <param name="WirePath">The same as the server spells it, each character a byte.</param>
internal sealed record FolderSpace(char Separator, string Path, string WirePath);
