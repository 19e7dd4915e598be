namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Another name of a folder, by what the server tells of both.</summary>
/// <param name="Name">The name, as it is on the wire.</param>
/// <param name="Other">The one that was listed before it.</param>
/// <param name="FullName">The name, decoded, as it is listed.</param>
internal sealed record Respelling(string Name, string Other, string FullName);
