namespace Hosting.Migrations.MailServers.Imap;

/// <summary>What the verifier and the tests ask of folders.</summary>
public static class ImapFolderCommands
{
    public static Task<IReadOnlyList<ImapFolder>> ListAsync(this ImapConnection connection, CancellationToken cancellationToken = default) =>
        connection.NamesAsync("LIST", cancellationToken);

    public static Task<IReadOnlyList<ImapFolder>> ListSubscribedAsync(this ImapConnection connection, CancellationToken cancellationToken = default) =>
        connection.NamesAsync("LSUB", cancellationToken);

    /// <summary>Creates a folder by its readable name.</summary>
    public static Task CreateAsync(this ImapConnection connection, string name, CancellationToken cancellationToken = default) =>
        connection.CommandAsync($"CREATE {ImapText.Quote(ModifiedUtf7.Encode(name))}", cancellationToken);

    /// <summary>Subscribes to a folder by its readable name.</summary>
    public static Task SubscribeAsync(this ImapConnection connection, string name, CancellationToken cancellationToken = default) =>
        connection.CommandAsync($"SUBSCRIBE {ImapText.Quote(ModifiedUtf7.Encode(name))}", cancellationToken);

    private static async Task<IReadOnlyList<ImapFolder>> NamesAsync(this ImapConnection connection, string command, CancellationToken cancellationToken)
    {
        var folders = new List<ImapFolder>();
        foreach (var response in await connection.CommandAsync($"{command} \"\" \"*\"", cancellationToken))
        {
            if (response.Text.StartsWith($"* {command} ", StringComparison.Ordinal))
            {
                var parts = response.Parse();
                folders.Add(new ImapFolder(parts[4].Text, [.. parts[2].Items.Select(attribute => attribute.Text)]));
            }
        }

        return folders;
    }
}
