using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>A message that is added to a folder.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords.</param>
/// <param name="InternalDate">When it was received; null = the server puts its own clock in its place.</param>
internal sealed record OutgoingMessage(MessageContent Content, SystemFlags Flags, IReadOnlyCollection<string> Keywords, DateTimeOffset? InternalDate);
