using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>
/// Which mailbox comes from where, however that is spelled: servers take the letters of a name for the same, whatever their case, and a server
/// without a port has its preset's.
/// </summary>
internal readonly record struct SourceKey(string Email, string Host, int? Port, string User)
{
    /// <summary>The key of a mailbox and its source.</summary>
    /// <param name="localEmail">The mailbox at the destination.</param>
    /// <param name="remoteServer">The source.</param>
    /// <param name="remoteUsername">The user there.</param>
    /// <param name="preset">What kind of server the source is; null = not known.</param>
    public static SourceKey Of(string localEmail, string remoteServer, string remoteUsername, Preset? preset)
    {
        var (host, port) = RemoteServer.Parse(remoteServer);
        return new SourceKey(
            MailboxKey.UserOf(localEmail), host, port ?? (preset is { } kind ? SourceProfile.For(kind).Port : null), MailboxKey.UserOf(remoteUsername));
    }

    /// <summary>The key of a mailbox that has been uploaded before.</summary>
    /// <param name="resource">The mailbox.</param>
    /// <param name="preset">What kind of server its source is.</param>
    public static SourceKey Of(MigrationResource resource, Preset preset) => Of(resource.LocalEmail, resource.RemoteServer, resource.RemoteUsername, preset);
}
