using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Decides which folders are copied, and what each is called at the destination. No two folders ever become one.</summary>
/// <param name="source">The folders of the source.</param>
/// <param name="destination">Those of the destination.</param>
/// <param name="rules">Which folders of the source are special.</param>
/// <param name="selection">Which of them are copied, and where some go.</param>
/// <param name="knownNames">What folders of the source were called at the destination before.</param>
/// <param name="screen">Hides passwords in names that are noted.</param>
internal sealed class FolderMapper(
    MailboxListing source, MailboxListing destination, FolderRules rules, FolderSelection selection, IReadOnlyDictionary<string, string> knownNames, PasswordScreen screen)
{
    // "Almost certain to represent a virtual mailbox" (RFC 6154, section 2, and RFC 8457, section 4).
    private const FolderAttributes Views = FolderAttributes.All | FolderAttributes.Flagged | FolderAttributes.Important;

    // A note names so many folders at most.
    private const int MostNamed = 10;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<FolderRoute> _routes = [];
    private readonly List<string> _notes = [];
    private long _messagesLeftOut;

    private bool IsGmail => SpecialFolders.IsGmail(source, rules);

    /// <summary>Decides.</summary>
    public FolderMap Map()
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

        var mail = source.Folders.Where(folder => folder.IsSelectable && !IsLeftOut(folder)).ToList();
        var special = SpecialFolders.Find(source, mail, IsGmail);
        var choice = new FolderChoice(source, special, selection);
        var folders = mail.FindAll(choice.Chooses);
        var leftOut = mail.Except(folders).ToList();
        NoteChoice(choice, leftOut);
        foreach (var folder in folders.Where(folder => !IsGmail && (folder.Attributes & Views) != 0))
        {
            _notes.Add($"{Shown(folder.Name)} may only show messages of other folders, by what the source says of it; it was copied as a folder of its own, since it may hold others too");
        }

        // What an earlier run has decided stays so, of what is left out now too; then come the folders whose name is settled by choice, and by their use.
        var settled = leftOut.FindAll(folder => knownNames.ContainsKey(folder.Name)).ConvertAll(folder => RouteOf(folder, FolderName.Known(knownNames[folder.Name], destination.Separator)));
        _taken.UnionWith(settled.Select(route => route.Destination));
        foreach (var folder in folders.Where(folder => knownNames.ContainsKey(folder.Name)))
        {
            Route(folder, FolderName.Known(knownNames[folder.Name], destination.Separator));
            NoteMappedTooLate(folder, choice);
        }

        var fresh = folders.Where(folder => !knownNames.ContainsKey(folder.Name)).Select(folder => (Folder: folder, Mapped: NameByChoice(folder, choice))).ToList();
        foreach (var (folder, mapped) in fresh.OrderBy(one => one.Mapped is not null || one.Folder.IsInbox ? 0 : special.ContainsKey(one.Folder.Name) ? 1 : 2).ThenBy(one => !one.Folder.IsInbox).ThenBy(one => one.Folder.Name, StringComparer.Ordinal))
        {
            Route(folder, FindFree(folder, MakeHarmless(folder, mapped ?? NameAtDestination(folder, special))));
        }

        return new FolderMap(_routes, settled, leftOut.FindAll(choice.IsExcluded), _messagesLeftOut, _notes);
    }

    private void Route(FolderListing folder, FolderName name)
    {
        _taken.Add(name.ToString());
        _routes.Add(RouteOf(folder, name));
    }

    private FolderRoute RouteOf(FolderListing folder, FolderName name) => new(folder, name, IsAllMail(folder));

    private bool IsAllMail(FolderListing folder) => SpecialFolders.IsAllMail(folder, IsGmail);

    private void NoteChoice(FolderChoice choice, List<FolderListing> leftOut)
    {
        _notes.AddRange(choice.FindUnmatched());
        _messagesLeftOut += leftOut.Sum(folder => (long)(folder.Status?.Messages ?? 0));
        if (leftOut.Count > 0)
        {
            var more = leftOut.Count > MostNamed ? $" and {leftOut.Count - MostNamed} more" : string.Empty;
            _notes.Add($"left out by choice: {string.Join(", ", leftOut.OrderBy(folder => folder.Name, StringComparer.Ordinal).Take(MostNamed).Select(folder => Shown(folder.ShownName)))}{more}");
        }
    }

    private void NoteMappedTooLate(FolderListing folder, FolderChoice choice)
    {
        if (NameByChoice(folder, choice) is { } name && name != knownNames[folder.Name])
        {
            _notes.Add($"{Shown(folder.ShownName)} stays {Shown(Cleaned(knownNames[folder.Name]))}, as which earlier runs have copied it, and is not mapped to {Shown(Cleaned(name))}: its messages would be there twice");
        }
    }

    private string? NameByChoice(FolderListing folder, FolderChoice choice) => choice.FindMapping(folder) is { } mapped ? NameOf([.. mapped.To, .. mapped.Below]) : null;

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

    private string NameAtDestination(FolderListing folder, Dictionary<string, SpecialUse> special)
    {
        if (folder.IsInbox)
        {
            return "INBOX";
        }

        var levels = Levels(folder);
        for (var depth = levels.Length; depth > 0; depth--)
        {
            if (special.TryGetValue(FolderLevels.NameAbove(folder, levels, depth), out var use) && FindDestination(use, NameOf(levels[..depth])) is { } own)
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
            ?? destination.Folders.Where(folder => folder.Use is null && WellKnownNames.Find(FolderLevels.Strip(folder.Name, destination)) == use)
                .OrderBy(folder => folder.Name != name).ThenBy(folder => !SpecialFolders.IsCalled(folder, destination, use)).FirstOrDefault())?.Name;

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

    private string[] Levels(FolderListing folder) => FolderLevels.Of(folder, source);

    // A level may hold what separates levels at the destination. The wide form of the character looks alike and tells what it was.
    private string Escape(string level)
    {
        var escaped = string.Concat(level.Select(character => character == destination.Separator && character is > ' ' and < '\u007f' ? (char)(character + 0xFEE0) : character));
        return escaped.Length > 0 ? escaped : "_";
    }
}
