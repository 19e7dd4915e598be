using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>What a worker has to know to do a run, and the right to write into the mailbox, which is to be disposed of when the run is over.</summary>
internal sealed record RunAssignment(
    string Code, Preset Preset, string LocalEmail, string Server, string User, string? MasterUser, string SealedPassword, DateTimeOffset? FromDate, MailboxLock Lock)
{
    public static RunAssignment Of(Migration migration, MigrationResource resource, MailboxLock held) => new(
        resource.Code,
        migration.Preset,
        resource.LocalEmail,
        resource.RemoteServer,
        resource.RemoteUsername,
        resource.MasterUser,
        resource.SealedPassword!,
        migration.FromDate,
        held);

    /// <exception cref="SealBrokenException">The password can't be read here.</exception>
    public MailAccount OpenSource(ISecretSealer sealer)
    {
        var (host, port) = RemoteServer.Parse(Server);
        var profile = SourceProfile.For(Preset);
        return new MailAccount(
            new MailServer(host, port ?? profile.Port, profile.Security),
            new MailLogin(User, sealer.Unseal(SealedPassword), MasterUser));
    }
}
