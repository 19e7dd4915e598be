namespace Hosting.Migrations.Imap.Wire;

/// <summary>A name that the mail library can't tell from another one.</summary>
/// <param name="Name">The name, as it is on the wire.</param>
/// <param name="Other">The one that was listed before it.</param>
internal sealed record Respelling(string Name, string Other);
