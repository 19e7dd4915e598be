using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Infrastructure.Imap.Echoes;

/// <summary>
/// The one gate for all that the engine tells of a copy, to whomever: a server may hand on either password as a name, a certificate or a message.
/// Folders themselves keep their names: at the destination, and in what has been noted of them.
/// </summary>
/// <param name="copy">Whose passwords.</param>
internal sealed class PasswordScreen(MailboxCopy copy)
{
    // The exceptions of the mail library hold whole lines of a server.
    private const int MaxFault = 64 * 1024;

    private readonly PasswordEcho _source = new(copy.Source.Login);
    private readonly PasswordEcho _destination = new(copy.Destination.Login);

    /// <summary>A sentence or a name without either password.</summary>
    public string Hide(string text) => _destination.HideLong(_source.HideLong(text));

    /// <summary>A fault for the log: as it is, unless something that it tells holds a password, or it tells more than anybody reads.</summary>
    public Exception? Hide(Exception? fault)
    {
        if (fault?.ToString() is not { } text)
        {
            return null;
        }

        var shown = Hide(text[..Math.Min(text.Length, MaxFault)]);
        return shown == text ? fault : new InvalidOperationException(shown);
    }

    /// <summary>An outcome without either password.</summary>
    public CopyOutcome Hide(CopyOutcome outcome) => new(
        outcome.Done,
        outcome.Fault,
        outcome.Reason is { } reason ? Hide(reason) : null,
        [.. outcome.Failures.Select(failure => new CopyFailure(
            Hide(failure.Folder), failure.Uid, failure.MessageId is { } id ? Hide(id) : null, failure.Fault, Hide(failure.Reason)))],
        [.. outcome.Notes.Select(Hide)]);
}
