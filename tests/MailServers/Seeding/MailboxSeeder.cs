using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Puts seeded mailboxes into servers.</summary>
public static class MailboxSeeder
{
    /// <summary>Fills a user's mailbox, the quickest way that the server's storage allows.</summary>
    public static Task SeedAsync(this DovecotServer server, string user, SeedMailbox mailbox, CancellationToken cancellationToken = default) =>
        server.Options.Storage == DovecotStorage.Maildir
            ? WriteMaildirAsync(server, user, mailbox, cancellationToken)
            : AppendAsync(server.AccountOf(user), mailbox, FolderMapping.Between(new DovecotOptions(), server.Options), cancellationToken);

    /// <summary>Fills a mailbox over IMAP. The mapping says how the server calls the folders.</summary>
    public static async Task AppendAsync(ImapAccount account, SeedMailbox mailbox, FolderMapping? mapping = null, CancellationToken cancellationToken = default)
    {
        mapping ??= new FolderMapping();
        await using var connection = await ImapConnection.LogInAsync(account, cancellationToken);
        var existing = (await connection.ListAsync(cancellationToken)).Select(folder => folder.Name).ToHashSet();
        foreach (var folder in mailbox.Folders.Select(mapping.Map).Where(existing.Add))
        {
            await connection.CreateAsync(folder, cancellationToken);
        }

        foreach (var folder in mailbox.Subscriptions)
        {
            await connection.SubscribeAsync(mapping.Map(folder), cancellationToken);
        }

        foreach (var message in mailbox.Messages)
        {
            await connection.AppendAsync(ModifiedUtf7.Encode(mapping.Map(message.Folder)), message.Content, message.Flags, message.Date, cancellationToken);
        }
    }

    private static async Task WriteMaildirAsync(DovecotServer server, string user, SeedMailbox mailbox, CancellationToken cancellationToken)
    {
        var maildir = new MaildirWriter(Path.Combine(server.HomeOf(user), "Maildir"));
        foreach (var folder in mailbox.Folders)
        {
            maildir.AddFolder(folder);
        }

        maildir.Subscribe(mailbox.Subscriptions);
        var left = new List<SeedMessage>();
        foreach (var message in mailbox.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!maildir.TryAdd(message))
            {
                left.Add(message);
            }
        }

        await server.OwnAsync(user, cancellationToken);
        if (left.Count > 0)
        {
            await AppendAsync(server.AccountOf(user), new SeedMailbox([], [], left), cancellationToken: cancellationToken);
        }
    }
}
