using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Decides which folders are copied, and what each is called at the destination. No two folders ever become one.</summary>
/// <param name="source">The folders of the source.</param>
/// <param name="destination">Those of the destination.</param>
/// <param name="rules">Which folders of the source are special.</param>
/// <param name="knownNames">What folders of the source were called at the destination before.</param>
/// <param name="screen">Hides passwords in names that are noted.</param>
internal sealed class FolderMapper(
    MailboxListing source, MailboxListing destination, FolderRules rules, IReadOnlyDictionary<string, string> knownNames, PasswordScreen screen)
{
    // "Almost certain to represent a virtual mailbox" (RFC 6154, section 2, and RFC 8457, section 4).
    private const FolderAttributes Views = FolderAttributes.All | FolderAttributes.Flagged | FolderAttributes.Important;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<FolderRoute> _routes = [];
    private readonly List<string> _notes = [];
    private long _messagesLeftOut;

    private bool IsGmail => rules == FolderRules.Gmail || source.IsGmail;

    /// <summary>Decides.</summary>
    /// <returns>Where each folder goes; how many messages are in folders that are left out by their names, as far as the source tells; what was decided.</returns>
    public (IReadOnlyList<FolderRoute> Routes, long MessagesLeftOut, IReadOnlyList<string> Notes) Map()
    {
        foreach (var foreign in source.Foreign)
        {
            _notes.Add($"{Shown(foreign)} is shared or public and was left out");
        }

        foreach (var folder in source.Folders.Where(folder => folder.SharedName is not null))
        {
            _notes.Add($"{Shown(folder.ShownName)} is what a second folder is called here whose name reads {Shown(folder.SharedName!)} at the source too");
        }

        foreach (var (name, other, _) in source.Respellings ?? [])
        {
            _notes.Add($"{Shown(Cleaned(name))} was taken for another spelling of {Shown(Cleaned(other))}; if it is a folder of its own, rename it at the source, and copy again");
        }

        var folders = source.Folders.Where(folder => folder.IsSelectable && !IsLeftOut(folder)).ToList();
        foreach (var folder in folders.Where(folder => !IsGmail && (folder.Attributes & Views) != 0))
        {
            _notes.Add($"{Shown(folder.Name)} may only show messages of other folders, by what the source says of it; it was copied as a folder of its own, since it may hold others too");
        }

        var special = FindSpecial(folders);

        // What an earlier run has decided stays so; then come the folders whose name is settled by their use.
        foreach (var folder in folders.Where(folder => knownNames.ContainsKey(folder.Name)))
        {
            Route(folder, FolderName.Known(knownNames[folder.Name], destination.Separator));
        }

        var fresh = folders.Where(folder => !knownNames.ContainsKey(folder.Name)).ToList();
        foreach (var folder in fresh.OrderBy(folder => folder.IsInbox ? 0 : special.ContainsKey(folder.Name) ? 1 : 2).ThenBy(folder => folder.Name, StringComparer.Ordinal))
        {
            Route(folder, FindFree(folder, MakeHarmless(folder, NameAtDestination(folder, special))));
        }

        return (_routes, _messagesLeftOut, _notes);
    }

    private void Route(FolderListing folder, FolderName name)
    {
        _taken.Add(name.ToString());
        _routes.Add(new FolderRoute(folder, name, IsAllMail(folder)));
    }

    private bool IsAllMail(FolderListing folder) => IsGmail && folder.Attributes.HasFlag(FolderAttributes.All);

    private bool IsLeftOut(FolderListing folder)
    {
        if (IsGmail && (folder.Attributes & (FolderAttributes.Important | FolderAttributes.Flagged)) != 0)
        {
            _notes.Add($"{Shown(folder.Name)} only shows messages of other folders and was left out");
            return true;
        }

        if (rules == FolderRules.Exchange && WellKnownNames.IsNonMail(Levels(folder)[0]))
        {
            var messages = folder.Status?.Messages ?? 0;
            _messagesLeftOut += messages;
            var what = messages switch { 0 => "", 1 => " with what the source calls 1 message", _ => $" with what the source calls {messages} messages" };
            _notes.Add($"{Shown(folder.Name)} is, by its name, a folder of Exchange without mail, and was left out{what}");
            return true;
        }

        return false;
    }

    private Dictionary<string, SpecialUse> FindSpecial(List<FolderListing> folders)
    {
        var special = new Dictionary<string, SpecialUse>(StringComparer.Ordinal);
        foreach (var use in Enum.GetValues<SpecialUse>())
        {
            // What the server says counts; names are a guess, made only where it says nothing.
            var folder = folders.Find(folder => folder.Use == use || (use == SpecialUse.Archive && IsAllMail(folder)))
                ?? folders.Where(folder => folder.Use is null && UseByName(folder) == use)
                    .OrderBy(folder => !IsCalled(folder, source, use))
                    .FirstOrDefault();
            if (folder is not null)
            {
                special.TryAdd(folder.Name, use);
            }
        }

        return special;
    }

    private SpecialUse? UseByName(FolderListing folder) => Levels(folder) is [var name] ? WellKnownNames.Find(name) : null;

    private string NameAtDestination(FolderListing folder, Dictionary<string, SpecialUse> special)
    {
        if (folder.IsInbox)
        {
            return "INBOX";
        }

        var levels = Levels(folder);
        for (var depth = levels.Length; depth > 0; depth--)
        {
            var ancestor = folder.Name[..^string.Join(folder.Separator, levels[depth..]).Length].TrimEnd(folder.Separator);
            if (special.TryGetValue(ancestor, out var use) && FindDestination(use, NameOf(levels[..depth])) is { } own)
            {
                return string.Join(destination.Separator, [own, .. levels[depth..].Select(Escape)]);
            }
        }

        return NameOf(IsAllMail(folder) ? [nameof(SpecialUse.Archive)] : levels);
    }

    private string NameOf(IEnumerable<string> levels)
    {
        var name = string.Join(destination.Separator, levels.Select(Escape));
        return name.StartsWith(destination.Prefix, StringComparison.OrdinalIgnoreCase) ? name : destination.Prefix + name;
    }

    // Where the destination has no folder of its own for a use, the source's keeps its name. It is to be found again when nothing is known of that.
    private string? FindDestination(SpecialUse use, string name) =>
        (destination.Folders.FirstOrDefault(folder => folder.Use == use)
            ?? destination.Folders.Where(folder => folder.Use is null && WellKnownNames.Find(Strip(folder.Name, destination)) == use)
                .OrderBy(folder => folder.Name != name).ThenBy(folder => !IsCalled(folder, destination, use)).FirstOrDefault())?.Name;

    private static bool IsCalled(FolderListing folder, MailboxListing mailbox, SpecialUse use) =>
        Strip(folder.Name, mailbox).Equals(use.ToString(), StringComparison.OrdinalIgnoreCase);

    private FolderName MakeHarmless(FolderListing folder, string text)
    {
        var name = FolderName.Of(text, destination.Separator);
        if (name.ToString() != text)
        {
            _notes.Add($"{Shown(folder.ShownName)} became {Shown(name.ToString())}, since its name holds characters that may do harm, or is too long");
        }

        return name;
    }

    private FolderName FindFree(FolderListing folder, FolderName name)
    {
        var free = name;
        for (var number = 2; _taken.Contains(free.ToString()); number++)
        {
            free = FolderName.Of($"{name} ({number})", destination.Separator);
        }

        if (free != name)
        {
            _notes.Add($"{Shown(folder.ShownName)} became {Shown(free.ToString())}, since another folder became {Shown(name.ToString())}");
        }

        return free;
    }

    private static string Cleaned(string name) => ForeignText.Clean(name, ForeignText.MaxNameLength);

    private string Shown(string name) => screen.HideInName(name);

    private string[] Levels(FolderListing folder)
    {
        var name = Strip(folder.Name, source);
        return folder.Separator == '\0' ? [name] : name.Split(folder.Separator);
    }

    private static string Strip(string name, MailboxListing mailbox) =>
        mailbox.Prefix.Length > 0 && name.StartsWith(mailbox.Prefix, StringComparison.OrdinalIgnoreCase) ? name[mailbox.Prefix.Length..] : name;

    // A level may hold what separates levels at the destination. The wide form of the character looks alike and tells what it was.
    private string Escape(string level)
    {
        var escaped = string.Concat(level.Select(character => character == destination.Separator && character is > ' ' and < '\u007f' ? (char)(character + 0xFEE0) : character));
        return escaped.Length > 0 ? escaped : "_";
    }
}
