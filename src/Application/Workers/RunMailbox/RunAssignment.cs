using Hosting.Migrations.Application.Connections.Tokens;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>What a worker has to know to do a run. The attempt tells the worker's own run from one that another worker has taken up since;
/// the lock is the right to write into the mailbox, to be disposed of when the run is over.</summary>
internal sealed record RunAssignment(
    string Code,
    int Attempt,
    int FaultsBefore,
    DateTimeOffset StartedAt,
    Preset Preset,
    string LocalEmail,
    string Server,
    string User,
    string? MasterUser,
    string? SealedPassword,
    Connection? Connection,
    DateTimeOffset? FromDate,
    MailSelection Selection,
    MailboxLock Lock)
{
    public static RunAssignment Of(RunSubject subject, Run run, Connection? connection, MailboxLock held) => new(
        subject.Resource.Code,
        run.Attempts,
        run.FaultsOfOurs,
        run.StartedAt,
        subject.Preset,
        subject.Resource.LocalEmail,
        subject.Resource.RemoteServer,
        subject.Resource.RemoteUsername,
        subject.Resource.MasterUser,
        subject.Resource.SealedPassword,
        connection,
        subject.FromDate,
        subject.Selection,
        held);

    /// <exception cref="SealBrokenException">The password can't be read here.</exception>
    public MailAccount OpenSource(ISecretSealer sealer, ConnectionLogins logins)
    {
        var (host, port) = RemoteServer.Parse(Server);
        var profile = SourceProfile.For(Preset);
        return new MailAccount(
            new MailServer(host, port ?? profile.Port, profile.Security),
            Connection is null ? new MailLogin(User, sealer.Unseal(SealedPassword!), MasterUser) : logins.Of(Connection, User));
    }
}
