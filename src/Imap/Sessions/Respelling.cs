namespace Hosting.Migrations.Imap.Sessions;

/// <summary>The name of a folder that can't be told from another one.</summary>
/// <param name="Name">The name, as it is on the wire.</param>
/// <param name="Other">The one that was listed before it.</param>
internal sealed record Respelling(string Name, string Other);
