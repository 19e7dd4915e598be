using System.Globalization;
using System.Text.RegularExpressions;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>Reads a mailbox to its last byte, and keeps fingerprints.</summary>
internal static partial class SnapshotReader
{
    public static async Task<MailboxSnapshot> ReadAsync(ImapAccount account, Func<string, bool> isCompared, IReadOnlyCollection<string> ignoredFlags, CancellationToken cancellationToken)
    {
        await using var connection = await ImapConnection.LogInAsync(account, cancellationToken);
        var folders = new Dictionary<string, IReadOnlyList<MessageFingerprint>>();
        foreach (var folder in await connection.ListAsync(cancellationToken))
        {
            if (folder.IsSelectable && isCompared(folder.Name))
            {
                folders.Add(folder.Name, await ReadFolderAsync(connection, folder, ignoredFlags, cancellationToken));
            }
        }

        var subscriptions = await connection.ListSubscribedAsync(cancellationToken);
        return new MailboxSnapshot(folders, subscriptions.Select(folder => folder.Name).Where(folders.ContainsKey).ToHashSet());
    }

    private static async Task<List<MessageFingerprint>> ReadFolderAsync(
        ImapConnection connection, ImapFolder folder, IReadOnlyCollection<string> ignoredFlags, CancellationToken cancellationToken)
    {
        var messages = new List<MessageFingerprint>();
        var examined = await connection.CommandAsync($"EXAMINE {ImapText.Quote(folder.WireName)}", cancellationToken);
        if (examined.Any(response => response.Text is "* 0 EXISTS"))
        {
            return messages;
        }

        await foreach (var response in connection.StreamAsync("UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])", cancellationToken))
        {
            if (response.Parse() is [{ Text: "*" }, _, { Text: "FETCH" }, var items] && Fingerprint(items.Items, ignoredFlags) is { } message)
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private static MessageFingerprint? Fingerprint(IReadOnlyList<ImapValue> items, IReadOnlyCollection<string> ignoredFlags)
    {
        var parts = items.Chunk(2).ToDictionary(pair => pair[0].Text, pair => pair[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("BODY[]", out var body))
        {
            return null;
        }

        var literal = body.AsLiteral();
        var flags = parts["FLAGS"].Items.Select(flag => flag.Text).Except([@"\Recent", .. ignoredFlags], StringComparer.OrdinalIgnoreCase);
        var date = parts["INTERNALDATE"].Text;
        return new MessageFingerprint(
            literal.Sha256,
            ImapText.ParseDate(date)?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? date,
            string.Join(' ', flags.Order(StringComparer.Ordinal)),
            literal.Size,
            Subject().Match(literal.Head).Groups[1].Value);
    }

    [GeneratedRegex(@"^Subject: *([^\r\n]*)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Subject();
}
