using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>Knows how the sides of a copy are spoken with.</summary>
internal interface IConnectorFactory
{
    /// <summary>Makes what opens sessions with one side. Nothing is connected yet.</summary>
    /// <param name="side">Which.</param>
    /// <param name="copy">What was asked for.</param>
    /// <param name="screen">Hides both passwords in what servers say.</param>
    /// <param name="isOverdue">Whether no message has got through for too long.</param>
    ISessionConnector Create(MailSide side, MailboxCopy copy, PasswordScreen screen, Func<bool> isOverdue);
}
