using System.Text;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>What tests do to a mailbox by hand, as its owner or another tool would.</summary>
internal static class RawMailbox
{
    /// <summary>The state of every folder: any change to a message, to its flags too, changes its line.</summary>
    public static async Task<IReadOnlyList<string>> StatesAsync(ImapAccount account)
    {
        await using var connection = await ImapConnection.LogInAsync(account);
        var states = new List<string>();
        foreach (var folder in (await connection.ListAsync()).Where(folder => folder.IsSelectable))
        {
            var status = await connection.CommandAsync($"STATUS {ImapText.Quote(folder.WireName)} (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)");
            states.Add(status[0].Text);
        }

        return states;
    }

    /// <summary>The readable names of all folders, with their attributes.</summary>
    public static async Task<IReadOnlyList<ImapFolder>> FoldersAsync(ImapAccount account)
    {
        await using var connection = await ImapConnection.LogInAsync(account);
        return await connection.ListAsync();
    }

    /// <summary>Runs commands, one after the other.</summary>
    public static async Task RunAsync(ImapAccount account, params string[] commands)
    {
        await using var connection = await ImapConnection.LogInAsync(account);
        foreach (var command in commands)
        {
            await connection.CommandAsync(command);
        }
    }

    /// <summary>Adds a short message.</summary>
    public static async Task AddAsync(ImapAccount account, string folder, string subject, DateTimeOffset? received = null, params string[] flags)
    {
        await using var connection = await ImapConnection.LogInAsync(account);
        var content = Encoding.UTF8.GetBytes($"Message-ID: <{subject.Replace(' ', '.')}@example.net>\r\nSubject: {subject}\r\n\r\nhello\r\n");
        await connection.AppendAsync(folder, content, flags, received ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)));
    }

    /// <summary>What a search finds in a folder, as the server answers.</summary>
    public static async Task<string> SearchAsync(ImapAccount account, string folder, string keys)
    {
        await using var connection = await ImapConnection.LogInAsync(account);
        await connection.CommandAsync($"EXAMINE {ImapText.Quote(folder)}");
        return (await connection.CommandAsync($"SEARCH {keys}"))[0].Text["* SEARCH".Length..].Trim();
    }

    /// <summary>How many messages a folder holds.</summary>
    public static async Task<int> CountAsync(ImapAccount account, string folder) =>
        (await SearchAsync(account, folder, "ALL")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
