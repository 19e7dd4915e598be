using System.Globalization;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// A maildir on disk with its folders side by side (Maildir++): the root is INBOX, and <c>.Archive.2020</c> below it is the folder 2020 in Archive.
/// All sessions of a run share it.
/// </summary>
/// <param name="path">Its real path.</param>
/// <param name="kept">Where the numbers of messages are kept.</param>
/// <param name="clock">The time.</param>
internal sealed class MaildirRoot(string path, string kept, TimeProvider clock)
{
    public const char Separator = '.';

    private const string Inbox = "INBOX";

    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MaildirFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>Sees that it is a maildir.</summary>
    /// <exception cref="MailFaultException">It is none, or of another kind.</exception>
    public void Check()
    {
        if (!Directory.Exists(path))
        {
            throw Refuse("this user sees no such folder; name the one with cur and new in it, such as maildir:/home/ann/Maildir");
        }

        if (!Array.Exists(FolderFiles.Parts, part => Directory.Exists(Path.Combine(path, part))))
        {
            throw Refuse("it has no folder cur or new in it; name the folder that has them, such as maildir:/home/ann/Maildir");
        }

        if (FindNested() is { } nested)
        {
            throw Refuse(
                $"its folders lie one inside the other (Dovecot's LAYOUT=fs), such as {Path.GetFileName(nested)}, and only those with names such as "
                + $".{Path.GetFileName(nested)} are read (Maildir++); copy it from its server over IMAP, with imaps://USER@HOST as the source");
        }
    }

    /// <summary>The folders that there are now.</summary>
    /// <exception cref="MailFaultException">The maildir can't be read.</exception>
    public IReadOnlyList<MaildirFolder> List()
    {
        try
        {
            lock (_lock)
            {
                var directories = new DirectoryInfo(path).EnumerateDirectories(".*", All)
                    .Select(directory => directory.Name).Where(IsFolder).Order(StringComparer.Ordinal).ToList();
                var subscribed = ReadSubscriptions();
                return [.. directories.Prepend(string.Empty).Select(directory => FindFolder(directory, directories, subscribed))];
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw MaildirFaults.Of($"read {path}", fault);
        }
    }

    private static string NameOf(string directory) => directory.Length == 0 ? Inbox : ModifiedUtf7.TryDecode(directory[1..]) ?? directory[1..];

    private static bool IsInbox(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase);

    // Of several that read the same, which are spelled otherwise on disk, the first has the name.
    private MaildirFolder FindFolder(string directory, List<string> directories, HashSet<string> subscribed)
    {
        if (_folders.TryGetValue(directory, out var known))
        {
            return known;
        }

        var name = NameOf(directory);
        var isShared = directory.Length > 0
            && (IsInbox(name) || directories.Exists(other => string.CompareOrdinal(other, directory) < 0 && NameOf(other) == name));
        var own = isShared ? string.Create(CultureInfo.InvariantCulture, $"{name} ({directory})") : name;
        var numbers = new MessageNumbers(directory, NumberFile.PathOf(kept, path, directory), clock);
        var folder = new MaildirFolder(own, directory.Length == 0 ? path : Path.Combine(path, directory), numbers)
        {
            IsSubscribed = subscribed.Contains(directory),
            SharedName = isShared ? name : null,
        };
        _folders.Add(directory, folder);
        return folder;
    }

    // Other programs keep things in folders of such names, too. One that this user may not look into is a folder as far as is known, and so is a
    // link: both are told of.
    private bool IsFolder(string directory)
    {
        if (directory.Trim(Separator).Length == 0)
        {
            return false;
        }

        try
        {
            return Array.Exists(FolderFiles.Parts, part => IsDirectory(Path.Combine(path, directory, part)));
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsDirectory(string place)
    {
        try
        {
            return (File.GetAttributes(place) & FileAttributes.Directory) != 0;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string? FindNested()
    {
        try
        {
            return Directory.EnumerateDirectories(path).FirstOrDefault(inner =>
                !Path.GetFileName(inner).StartsWith(Separator)
                && Path.GetFileName(inner) is not ("cur" or "new" or "tmp")
                && IsDirectory(Path.Combine(inner, "cur")));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw MaildirFaults.Of($"read {path}", fault);
        }
    }

    // Dovecot's file has names with dots or, from version 2 of it on, with tabs between their levels; Courier's has INBOX before each.
    private HashSet<string> ReadSubscriptions()
    {
        var lines = TextFile.TryOpen(Path.Combine(path, "subscriptions")) ?? TextFile.TryOpen(Path.Combine(path, "courierimapsubscribed")) ?? [];
        var subscribed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in lines.Select(line => line.TrimEnd('\r').Replace('\t', Separator)).Where(name => name.Length > 0))
        {
            subscribed.Add(IsInbox(name) ? string.Empty : Separator + name);
            if (name.StartsWith($"{Inbox}{Separator}", StringComparison.OrdinalIgnoreCase))
            {
                subscribed.Add(name[Inbox.Length..]);
            }
        }

        return subscribed;
    }

    private MailFaultException Refuse(string reason) =>
        new(CopyFault.Connect, $"the source maildir:{path} can't be read: {reason}", isTransient: false);
}
