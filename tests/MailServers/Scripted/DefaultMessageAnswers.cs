namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>The default answers that have to do with messages.</summary>
internal sealed class DefaultMessageAnswers(ScriptedImapServer server)
{
    public Task? TryAnswer(ScriptedCommand command) => command.Name switch
    {
        "APPEND" => AppendAsync(command),
        "FETCH" or "SEARCH" or "STORE" or "EXPUNGE" when command.Folder is null => command.ReplyAsync("BAD no folder is selected"),
        "FETCH" => FetchAsync(command, command.Folder!),
        "SEARCH" => SearchAsync(command, command.Folder!),
        "STORE" => StoreAsync(command, command.Folder!),
        _ => null,
    };

    private async Task FetchAsync(ScriptedCommand command, ScriptedFolder folder)
    {
        var items = FetchItems.Split(command.Text[(command.Text.IndexOf(command.Arguments[0].Text, StringComparison.Ordinal) + command.Arguments[0].Text.Length)..]);
        items = command.IsUid && !items.Contains("UID", StringComparer.OrdinalIgnoreCase) ? ["UID", .. items] : items;
        var (chosen, answer) = Limit(command, Chosen(command, folder, command.Arguments[0].Text).Where(choice => folder.Shows(choice.Message)));
        foreach (var (number, message) in chosen)
        {
            var parts = items.Select(item => FetchItems.Write(message, item)).Where(part => part.Length > 0);
            await command.UntaggedAsync($"{number} FETCH ({string.Join(' ', parts)})");
        }

        await command.ReplyAsync(answer);
    }

    // The keys that a client picks messages by are many; a script that needs others than these answers for itself.
    private async Task SearchAsync(ScriptedCommand command, ScriptedFolder folder)
    {
        var keys = command.Arguments.Select(argument => argument.Text).ToList();
        var named = keys.IndexOf("UID") is >= 0 and var uid ? Chosen(command, folder, keys[uid + 1])
            : keys is ["HEADER" or "header", var name, var value] ? Numbered(folder).Where(message => FetchItems.HasField(message.Message, name, value))
            : Numbered(folder);
        var placed = char.IsAsciiDigit(keys[0][0]) ? named.Where(choice => UidSet.Contains(keys[0], (uint)choice.Number, (uint)folder.Messages.Count)) : named;
        var (chosen, answer) = Limit(command, placed.Where(choice => folder.Shows(choice.Message)));
        var found = chosen.Select(message => command.IsUid ? message.Message.Uid : (uint)message.Number);
        await command.UntaggedAsync($"SEARCH {string.Join(' ', found)}".TrimEnd());
        await command.ReplyAsync(answer);
    }

    private async Task StoreAsync(ScriptedCommand command, ScriptedFolder folder)
    {
        var change = command.Arguments[1].Text;
        var given = command.Arguments[2].Items.Select(flag => flag.Text).ToList();
        var (chosen, answer) = Limit(command, Chosen(command, folder, command.Arguments[0].Text));
        foreach (var (number, message) in chosen)
        {
            IReadOnlyList<string> flags = change[0] switch { '+' => [.. message.Flags.Union(given)], '-' => [.. message.Flags.Except(given)], _ => given };
            folder.Replace(message with { Flags = flags });
            if (!change.EndsWith(".SILENT", StringComparison.OrdinalIgnoreCase))
            {
                await command.UntaggedAsync($"{number} FETCH (UID {message.Uid} FLAGS ({string.Join(' ', flags)}))");
            }
        }

        await command.ReplyAsync(answer);
    }

    private async Task AppendAsync(ScriptedCommand command)
    {
        var messages = AppendedMessage.Parse([.. command.Arguments.Skip(1)]).ToList();
        if (server.Mailbox.Find(command.Arguments[0].Text) is not { } folder)
        {
            await command.ReplyAsync("NO [TRYCREATE] there is no such folder");
            return;
        }

        if (messages.Count > 1 && !server.Offers("MULTIAPPEND"))
        {
            await command.ReplyAsync("BAD MULTIAPPEND is not offered");
            return;
        }

        var uids = messages.ConvertAll(message => folder.Add(message.Content, message.Date, message.Flags).Uid);
        await command.ReplyAsync(server.Offers("UIDPLUS") ? $"OK [APPENDUID {folder.UidValidity} {string.Join(',', uids)}] done" : "OK done");
    }

    // RFC 9738, section 3.1: the newest come first, and the code names the lowest UID that the server came to.
    private (IReadOnlyList<(int Number, ScriptedMessage Message)> Chosen, string Answer) Limit(ScriptedCommand command, IEnumerable<(int Number, ScriptedMessage Message)> chosen)
    {
        var all = chosen.Take(server.CutsSilently(command.Name) ?? int.MaxValue).ToList();
        if (server.MessageLimit is not { } most || all.Count <= most)
        {
            return (all, "OK done");
        }

        var newest = all[^most..];
        return (newest, $"OK [MESSAGELIMIT {most} {newest[0].Message.Uid}] partial results");
    }

    private static IEnumerable<(int Number, ScriptedMessage Message)> Numbered(ScriptedFolder folder) =>
        folder.Messages.Select((message, index) => (index + 1, message));

    private static IEnumerable<(int Number, ScriptedMessage Message)> Chosen(ScriptedCommand command, ScriptedFolder folder, string set)
    {
        var all = Numbered(folder).ToList();
        var largest = all.Count == 0 ? 0 : command.IsUid ? all[^1].Message.Uid : (uint)all.Count;
        return all.Where(message => UidSet.Contains(set, command.IsUid ? message.Message.Uid : (uint)message.Number, largest));
    }
}
