using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Refuses logins that a server could read as somebody else's, before anything is sent: what was stored before uploads were checked for it, too.</summary>
internal static class LoginGuard
{
    /// <exception cref="MailFaultException">A name holds a character that is not seen, or what separates user and master user.</exception>
    public static void Check(MailboxCopy copy)
    {
        Check(copy.Source.Login, CopyFault.Auth, "source");
        Check(copy.Destination.Login, CopyFault.DestinationAuth, "destination");
    }

    private static void Check(MailLogin login, CopyFault fault, string side)
    {
        var separator = login.MasterSeparator ?? MailboxAddress.DefaultMasterSeparator;
        var problem = HiddenCharacters.Find(login.User) is { } hidden ? $"the user at the {side} holds {HiddenCharacters.Describe(hidden)}, a character that is not seen"
            : login.MasterUser is not { } master ? null
            : HiddenCharacters.Find(master) is { } within ? $"the master user at the {side} holds {HiddenCharacters.Describe(within)}, a character that is not seen"
            : login.User.Contains(separator, StringComparison.Ordinal) ? $"the user at the {side} holds '{separator}', which separates user and master user: it would be another user's login"
            : null;
        if (problem is not null)
        {
            throw new MailFaultException(fault, $"{problem}; nothing was sent", isTransient: false);
        }
    }
}
