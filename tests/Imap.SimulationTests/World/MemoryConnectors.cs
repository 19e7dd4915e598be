using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.SimulationTests.Memory;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>Connects to two mailboxes in memory.</summary>
internal sealed class MemoryConnectors(MemoryMailbox source, MemoryMailbox destination) : IConnectorFactory
{
    public ISessionConnector Create(MailSide side, MailboxCopy copy, PasswordScreen screen, Func<bool> isOverdue) =>
        new Connector(side, side == MailSide.Source ? source : destination, screen);

    private sealed class Connector(MailSide side, MemoryMailbox mailbox, PasswordScreen screen) : ISessionConnector
    {
        public async Task<IMailSession> ConnectAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (mailbox.Sessions >= mailbox.Habits.MostConnections)
            {
                var fault = side == MailSide.Source ? CopyFault.Throttled : CopyFault.DestinationThrottled;
                throw new MailFaultException(fault, "too many connections", isTransient: true);
            }

            mailbox.Sessions++;
            return new MemorySession(side, mailbox, screen);
        }
    }
}
