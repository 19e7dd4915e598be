namespace Hosting.Migrations.Imap.Sessions;

/// <summary>A change of the flags of messages.</summary>
/// <param name="Action">What becomes of those that they have.</param>
/// <param name="Flags">The system flags that they are given.</param>
/// <param name="Keywords">The keywords that they are given.</param>
internal sealed record FlagChange(FlagAction Action, SystemFlags Flags, IReadOnlyCollection<string> Keywords);
