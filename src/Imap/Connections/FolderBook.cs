using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// The folders that one connection has heard of. Names that differ in the case of INBOX above them (which RFC 9051, section 5.1, leaves to the server), or in a
/// separator at their end, are taken for one.
/// </summary>
/// <param name="coding">How names are spelled.</param>
internal sealed class FolderBook(NameCoding coding)
{
    private const string Inbox = "INBOX";

    // Some may be made and others renamed while a connection lasts.
    private const int Most = 2 * WireLimits.Folders;

    // Only to be told of.
    private const int MostRespellings = 20;

    private readonly Dictionary<string, SessionFolder> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Listed> _listed = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<SessionFolder, bool> _listing = [];
    private readonly List<Respelling> _respellings = [];
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
        _folders.GetValueOrDefault(wireName.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : wireName)
        ?? _folders.Values.FirstOrDefault(folder => folder.WireName == wireName);

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

    /// <summary>Takes the names that have been listed since the last time, and that are taken for those of others.</summary>
    public IReadOnlyList<Respelling> TakeRespellings()
    {
        Respelling[] taken = [.. _respellings];
        _respellings.Clear();
        return taken;
    }

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
        var isSelectable = (attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;
        var (key, spelling) = KeyOf(name, separator);
        if (!response.IsSubscription && IsTakenForAnother(key, spelling, separator, isSelectable))
        {
            return;
        }

        if (!_folders.TryGetValue(key, out var folder))
        {
            if (_folders.Count >= Most)
            {
                throw new WireException("lists other folders each time");
            }

            _folders.Add(key, folder = new SessionFolder());
        }

        if (!response.IsSubscription || folder.WireName.Length == 0)
        {
            var wireName = Trim(spelling, separator);
            folder.Name(wireName, wireName == Inbox ? Inbox : coding.Decode(wireName), separator);
            folder.Take(attributes);
        }

        folder.IsSubscribed |= response.IsSubscription || AttributeNames.IsSubscribed(response.Attributes);
        _listing.TryAdd(folder, true);
    }

    private bool IsTakenForAnother(string key, string spelling, char separator, bool isSelectable)
    {
        if (!_listed.TryGetValue(key, out var first))
        {
            _listed.Add(key, new Listed(spelling, isSelectable));
            return false;
        }

        if (first.Spelling == spelling)
        {
            return false;
        }

        if (!first.IsSelectable && isSelectable && Trim(first.Spelling, separator) == Trim(spelling, separator))
        {
            // A level that is listed beside the folder of its name, as UW imapd does it.
            _listed[key] = new Listed(spelling, isSelectable);
            return false;
        }

        var respelling = new Respelling(spelling, first.Spelling);
        if (isSelectable && _respellings.Count < MostRespellings && !_respellings.Contains(respelling))
        {
            _respellings.Add(respelling);
        }

        return true;
    }

    private static (string Key, string Spelling) KeyOf(string name, char separator)
    {
        var trimmed = Trim(name, separator);
        var isBelowInbox = trimmed.StartsWith(Inbox, StringComparison.OrdinalIgnoreCase) && (trimmed.Length == Inbox.Length || trimmed[Inbox.Length] == separator);
        var key = isBelowInbox ? Inbox + trimmed[Inbox.Length..] : trimmed;
        return (key, name.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : name);
    }

    private static string Trim(string name, char separator) => separator == '\0' || name.Trim(separator).Length == 0 ? name : name.TrimEnd(separator);

    private sealed record Listed(string Spelling, bool IsSelectable);
}
