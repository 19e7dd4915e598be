using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// The folders that one connection has heard of, each in its own spelling. Those whose names differ in the case of INBOX above them (which RFC 9051, section 5.1,
/// leaves to the server), or in a separator at their end, may be one or several: <see cref="Spellings"/> finds that out.
/// </summary>
/// <param name="coding">How names are spelled.</param>
internal sealed class FolderBook(NameCoding coding)
{
    private const string Inbox = "INBOX";

    // Some may be made and others renamed while a connection lasts.
    private const int Most = 2 * WireLimits.Folders;

    private readonly Dictionary<string, SessionFolder> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionFolder> _alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<SessionFolder, bool> _listing = [];
    private int _unread;

    /// <summary>What stands between levels at the root; null as long as it has not been told.</summary>
    public char? RootSeparator { get; private set; }

    /// <summary>Begins with a listing.</summary>
    public void Begin()
    {
        _listed.Clear();
        _listing.Clear();
    }

    /// <summary>The folders that have been listed since then, each once.</summary>
    public List<SessionFolder> ToList() => [.. _listing.Keys];

    /// <summary>The folder of a name as it is spelled on the wire; null if it has not been listed since then.</summary>
    public SessionFolder? Find(string wireName) =>
        _listing.Keys.FirstOrDefault(folder => folder.WireName == wireName)
        ?? _listing.Keys.FirstOrDefault(folder => folder.WireName.Equals(wireName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder of a name as a response spells it; null if nothing is known of it.</summary>
    public SessionFolder? FindKnown(string wireName) =>
        _folders.GetValueOrDefault(SpellingOf(wireName))
        ?? _folders.Values.FirstOrDefault(folder => folder.WireName == wireName)
        ?? _alike.GetValueOrDefault(wireName.StartsWith(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox + wireName[Inbox.Length..] : wireName);

    /// <summary>INBOX, which is there whether it is listed or not (RFC 3501, section 5.1).</summary>
    public SessionFolder AssumeInbox()
    {
        if (!_folders.TryGetValue(Inbox, out var folder))
        {
            _folders.Add(Inbox, folder = new SessionFolder());
            folder.Name(Inbox, Inbox, RootSeparator ?? '\0');
        }

        return folder;
    }

    /// <summary>A folder has been listed in a way that can't be read.</summary>
    public void NoteUnread() => _unread++;

    /// <summary>Takes how many folders have been listed since the last time in a way that can't be read.</summary>
    public int TakeUnread()
    {
        var unread = _unread;
        _unread = 0;
        return unread;
    }

    /// <summary>What the names of folders that may be one have in common.</summary>
    public static string KeyOf(SessionFolder folder) => KeyOf(folder.WireName, folder.Separator);

    /// <summary>Notes a folder that is listed.</summary>
    public void Note(FolderResponse response)
    {
        var (name, separator) = (response.Name, response.Separator);
        if (name.Length == 0)
        {
            RootSeparator = separator;
            return;
        }

        var attributes = AttributeNames.Read(response.Attributes);
        var isSelectable = attributes.CanBeOpened();
        var (spelling, key) = (SpellingOf(name), KeyOf(name, separator));
        var folder = response.IsSubscription
            ? _folders.GetValueOrDefault(spelling) ?? _alike.GetValueOrDefault(key) ?? Add(spelling, key)
            : TakeListed(spelling, key, separator, isSelectable);
        if (folder is null)
        {
            return;
        }

        if (!response.IsSubscription || folder.WireName.Length == 0)
        {
            // Where another folder is spelled without the separator, that at the end of this one belongs to its name.
            var trimmed = Trim(spelling, separator);
            var wireName = _folders.TryGetValue(trimmed, out var plain) && plain != folder ? spelling : trimmed;
            folder.Name(wireName, wireName == Inbox ? Inbox : coding.Decode(trimmed), separator);
            folder.Take(attributes);
        }

        folder.IsSubscribed |= response.IsSubscription || AttributeNames.IsSubscribed(response.Attributes);
        _listing.TryAdd(folder, true);
    }

    /// <returns>Null if it is no folder of its own.</returns>
    private SessionFolder? TakeListed(string spelling, string key, char separator, bool isSelectable)
    {
        var trimmed = Trim(spelling, separator);
        if (!_listed.TryGetValue(trimmed, out var first) || first.Spelling == spelling)
        {
            var folder = _folders.GetValueOrDefault(spelling) ?? Add(spelling, key);
            _listed[trimmed] = new Listed(folder, spelling, isSelectable);
            return folder;
        }

        if (!isSelectable)
        {
            return null;
        }

        if (!first.IsSelectable)
        {
            // A level that is listed beside the folder of its name, as UW imapd does it.
            _listing.Remove(first.Folder);
            _folders.TryAdd(spelling, first.Folder);
            _listed[trimmed] = new Listed(_folders[spelling], spelling, IsSelectable: true);
            return _folders[spelling];
        }

        first.Folder.Name(first.Spelling, first.Folder.FullName, separator);
        return _folders.GetValueOrDefault(spelling) ?? Add(spelling, key);
    }

    private SessionFolder Add(string spelling, string key)
    {
        if (_folders.Count >= Most)
        {
            throw new WireException("lists other folders each time");
        }

        var folder = new SessionFolder();
        _folders.Add(spelling, folder);
        _alike.TryAdd(key, folder);
        return folder;
    }

    private static string SpellingOf(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : name;

    private static string KeyOf(string name, char separator)
    {
        var trimmed = Trim(name, separator);
        var isBelowInbox = trimmed.StartsWith(Inbox, StringComparison.OrdinalIgnoreCase) && (trimmed.Length == Inbox.Length || trimmed[Inbox.Length] == separator);
        return isBelowInbox ? Inbox + trimmed[Inbox.Length..] : trimmed;
    }

    private static string Trim(string name, char separator) => separator == '\0' || name.Trim(separator).Length == 0 ? name : name.TrimEnd(separator);

    private sealed record Listed(SessionFolder Folder, string Spelling, bool IsSelectable);
}
