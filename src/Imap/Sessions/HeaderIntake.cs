using MimeKit;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Takes headers one by one as they come in, so that no more than one of an answer is held in whole.</summary>
/// <param name="Receive">Gets the UID and the header of each message, empty if there is none; another time if it is asked for again.</param>
/// <param name="IsOverdue">Whether no message has got through for longer than is waited for.</param>
internal sealed record HeaderIntake(Action<uint, HeaderList> Receive, Func<bool> IsOverdue);
