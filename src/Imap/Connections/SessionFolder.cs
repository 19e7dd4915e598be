using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A folder as one connection has heard of it.</summary>
internal sealed class SessionFolder : ISessionFolder
{
    private const FolderAttributes Lasting = FolderAttributes.All | FolderAttributes.Archive | FolderAttributes.Drafts | FolderAttributes.Flagged
        | FolderAttributes.Important | FolderAttributes.Junk | FolderAttributes.Sent | FolderAttributes.Trash;

    private readonly HashSet<string> _keywords = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its name as the server spells it, each character a byte.</summary>
    public string WireName { get; private set; } = string.Empty;

    public string FullName { get; private set; } = string.Empty;

    /// <summary>The name that it shares with another folder; null if it has a name of its own.</summary>
    public string? SharedName { get; private set; }

    /// <summary>What stands between the levels of its name; NUL if there are none.</summary>
    public char Separator { get; private set; }

    public FolderAttributes Attributes { get; private set; }

    public bool IsSubscribed { get; set; }

    public bool IsOpen => Access != FolderAccess.None;

    public FolderAccess Access { get; set; }

    public int Count { get; set; }

    public uint UidValidity { get; private set; }

    public uint? UidNext { get; private set; }

    public ulong HighestModSeq { get; private set; }

    public bool TakesNewKeywords { get; private set; }

    public IEnumerable<string> PermanentKeywords => _keywords;

    /// <summary>Takes its name.</summary>
    /// <param name="wireName">As the server spells it, each character a byte.</param>
    /// <param name="fullName">Decoded.</param>
    /// <param name="separator">What stands between its levels.</param>
    public void Name(string wireName, string fullName, char separator) => (WireName, FullName, Separator) = (wireName, SharedName is null ? fullName : FullName, separator);

    /// <summary>Gives it another name than at the server, since another folder's name reads the same. It is still asked for as the server spells it.</summary>
    public void TellApart(string name) => (SharedName, FullName) = (FullName, name);

    /// <summary>Takes what a listing says of it. What it is for is not told by each listing, and holds on.</summary>
    public void Take(FolderAttributes attributes) => Attributes = attributes | (Attributes & Lasting);

    /// <summary>Takes what STATUS says of it.</summary>
    public void Take(StatusResponse state)
    {
        Count = state.Messages ?? Count;
        UidValidity = state.UidValidity ?? UidValidity;
        UidNext = state.UidNext is { } next ? next == 0 ? null : next : UidNext;
        HighestModSeq = state.HighestModSeq ?? HighestModSeq;
    }

    /// <summary>Takes what a response code says of it while it is selected (RFC 3501, section 7.1; RFC 7162, section 3.1.2).</summary>
    public void Take(ResponseCode code)
    {
        switch (code.Name)
        {
            case "UIDVALIDITY":
                UidValidity = code.Number ?? UidValidity;
                break;
            case "UIDNEXT":
                UidNext = code.Number is { } next ? next == 0 ? null : next : UidNext;
                break;
            case "NOMODSEQ":
                HighestModSeq = 0;
                break;
            case "HIGHESTMODSEQ":
                // Where it is NIL, the folder keeps none.
                HighestModSeq = ulong.TryParse(code.Rest, System.Globalization.NumberStyles.None, null, out var highest) ? highest : code.Rest == "NIL" ? 0 : HighestModSeq;
                break;
            case "PERMANENTFLAGS":
                TakeFlags(code.Rest);
                break;
        }
    }

    private void TakeFlags(string list)
    {
        _keywords.Clear();
        TakesNewKeywords = false;
        var left = WireLimits.FolderFlags;
        foreach (var range in list.AsSpan().SplitAny(" ()\r\n"))
        {
            var flag = list.AsSpan(range);
            if (flag.IsEmpty)
            {
                continue;
            }

            if (left-- == 0)
            {
                break;
            }

            TakesNewKeywords |= flag is "\\*";
            if (flag[0] != '\\')
            {
                _keywords.Add(flag.ToString());
            }
        }
    }
}
