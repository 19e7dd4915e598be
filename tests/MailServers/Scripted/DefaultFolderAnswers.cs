using System.Text.RegularExpressions;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>The default answers that have to do with folders.</summary>
internal sealed class DefaultFolderAnswers(ScriptedMailbox mailbox)
{
    private const string NoSuchFolder = "NO [NONEXISTENT] there is no such folder";

    public Task? TryAnswer(ScriptedCommand command) => command.Name switch
    {
        "LIST" or "XLIST" => ListAsync(command, _ => true),
        "LSUB" => ListAsync(command, folder => folder.IsSubscribed),
        "STATUS" => StatusAsync(command),
        "SELECT" or "EXAMINE" => SelectAsync(command),
        "CLOSE" or "UNSELECT" => UnselectAsync(command),
        "CREATE" => CreateAsync(command),
        "SUBSCRIBE" => SubscribeAsync(command, true),
        "UNSUBSCRIBE" => SubscribeAsync(command, false),
        _ => null,
    };

    public static string StatusOf(ScriptedFolder folder, string item) => item.ToUpperInvariant() switch
    {
        "MESSAGES" => $"MESSAGES {folder.Messages.Count + folder.StatusSurplus}",
        "UIDNEXT" when folder.UidNextTold is 0 => string.Empty,
        "UIDNEXT" => $"UIDNEXT {folder.UidNextTold ?? folder.UidNext}",
        "HIGHESTMODSEQ" => $"HIGHESTMODSEQ {folder.HighestModSeq}",
        "UIDVALIDITY" => $"UIDVALIDITY {folder.UidValidity}",
        "UNSEEN" => $"UNSEEN {folder.Messages.Count(message => !message.Flags.Contains(@"\Seen"))}",
        "SIZE" => $"SIZE {folder.Messages.Sum(message => message.Content.Length)}",
        var other => $"{other} 0",
    };

    private async Task ListAsync(ScriptedCommand command, Func<ScriptedFolder, bool> isListed)
    {
        // LIST (SPECIAL-USE) "" "*" has its selection first, LIST "" ("*" "x") its patterns in a list.
        var names = command.Arguments.SkipWhile(argument => argument.IsList).ToList();
        if (names[1] is { Text: "", IsList: false })
        {
            await command.UntaggedAsync($"{command.Name} (\\Noselect) \"{mailbox.Separator}\" \"\"");
        }

        var patterns = (names[1].IsList ? names[1].Items : [names[1]]).Select(pattern => ToRegex(names[0].Text + pattern.Text)).ToList();
        foreach (var folder in mailbox.Folders.Where(isListed).Where(folder => patterns.Exists(pattern => pattern.IsMatch(folder.WireName))))
        {
            await command.UntaggedAsync($"{command.Name} ({string.Join(' ', folder.Attributes)}) \"{mailbox.Separator}\" {ImapText.Quote(folder.WireName)}");
        }

        await command.ReplyAsync("OK done");
    }

    private Regex ToRegex(string pattern) =>
        new(
            $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace("%", $"[^{Regex.Escape($"{mailbox.Separator}")}]*", StringComparison.Ordinal)}$",
            mailbox.IgnoresCase ? RegexOptions.IgnoreCase : RegexOptions.None);

    private async Task StatusAsync(ScriptedCommand command)
    {
        if (mailbox.Find(command.Arguments[0].Text) is not { } folder)
        {
            await command.ReplyAsync(NoSuchFolder);
            return;
        }

        var items = command.Arguments[1].Items.Select(item => StatusOf(folder, item.Text)).Where(item => item.Length > 0);
        await command.UntaggedAsync($"STATUS {ImapText.Quote(folder.WireName)} ({string.Join(' ', items)})");
        await command.ReplyAsync("OK done");
    }

    private async Task SelectAsync(ScriptedCommand command)
    {
        command.Folder = mailbox.Find(command.Arguments[0].Text);
        if (command.Folder is not { } folder)
        {
            await command.ReplyAsync(NoSuchFolder);
            return;
        }

        await command.UntaggedAsync(@"FLAGS (\Answered \Flagged \Deleted \Seen \Draft)");
        await command.UntaggedAsync($"{folder.ExistsTold ?? folder.Messages.Count} EXISTS");
        await command.UntaggedAsync("0 RECENT");
        await command.UntaggedAsync($"OK [UIDVALIDITY {folder.UidValidity}] valid");
        if (folder.UidNextTold is not 0)
        {
            await command.UntaggedAsync($"OK [UIDNEXT {folder.UidNextTold ?? folder.UidNext}] next");
        }

        if (folder.HighestModSeq > 0)
        {
            await command.UntaggedAsync($"OK [HIGHESTMODSEQ {folder.HighestModSeq}] highest");
        }

        await command.UntaggedAsync($"OK [PERMANENTFLAGS ({folder.PermanentFlags})] kept");
        await command.ReplyAsync($"OK [{(command.Name is "EXAMINE" ? "READ-ONLY" : "READ-WRITE")}] done");
    }

    private static Task UnselectAsync(ScriptedCommand command)
    {
        command.Folder = null;
        return command.ReplyAsync("OK done");
    }

    private Task CreateAsync(ScriptedCommand command) =>
        command.ReplyAsync(mailbox.TryAdd(command.Arguments[0].Text) ? "OK done" : "NO [ALREADYEXISTS] there is such a folder");

    private Task SubscribeAsync(ScriptedCommand command, bool isSubscribed)
    {
        if (mailbox.Find(command.Arguments[0].Text) is not { } folder)
        {
            return command.ReplyAsync(NoSuchFolder);
        }

        folder.IsSubscribed = isSubscribed;
        return command.ReplyAsync("OK done");
    }
}
