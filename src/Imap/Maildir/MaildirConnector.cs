using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>Opens sessions with a maildir on this machine, which are only read from.</summary>
/// <param name="path">Its real path.</param>
/// <param name="kept">Where the numbers of messages are kept.</param>
/// <param name="isTrusted">Whether an operator has named it: files of this machine are nobody else's to name.</param>
/// <param name="spillAbove">From how many bytes on a message lies on disk.</param>
/// <param name="screen">Hides passwords.</param>
/// <param name="clock">The time.</param>
internal sealed class MaildirConnector(string path, string kept, bool isTrusted, int spillAbove, PasswordScreen screen, TimeProvider clock)
    : ISessionConnector
{
    private readonly MaildirRoot _root = new(path, kept, clock);

    public async Task<IMailSession> ConnectAsync(CancellationToken cancellationToken)
    {
        // Whoever waits for the other side is not to wait for the disk.
        await Task.Yield();
        if (!isTrusted)
        {
            throw new MailFaultException(CopyFault.AddressRefused, "a maildir on this machine is read for its operator alone", isTransient: false);
        }

        if (OperatingSystem.IsWindows())
        {
            throw new MailFaultException(CopyFault.Connect, "a maildir can be read on Unix alone, since its names hold a ':'", isTransient: false);
        }

        _root.Check();
        return new MaildirSession(_root, spillAbove, screen);
    }
}
