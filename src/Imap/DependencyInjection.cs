using System.Net;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Checkpoints;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Locks;
using Hosting.Migrations.Imap.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Imap;

/// <summary>Wires what talks to mail servers.</summary>
public static class DependencyInjection
{
    /// <summary>Adds all that a copy without a migration needs.</summary>
    /// <param name="services">Where to add it.</param>
    public static IServiceCollection AddMailServers(this IServiceCollection services)
    {
        services.AddSingleton<IMailboxCopier, ImapMailboxCopier>();
        services.AddSingleton<ImapConnectorFactory>();
        services.AddSingleton<IConnectorFactory>(provider => new ConnectorFactory(
            provider.GetRequiredService<IOptions<MailboxCopyOptions>>(),
            provider.GetRequiredService<ImapConnectorFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICheckpointFiles, CheckpointFiles>();
        services.AddSingleton<IMailboxLocks>(provider => new MailboxLocks(
            provider.GetRequiredService<TimeProvider>(), LockPlace.Find(), new MailboxKeys(Dns.GetHostAddressesAsync, provider.GetRequiredService<TimeProvider>())));
        return services;
    }
}
