using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>The messages of a folder as they were when it was read. Several sessions may share it.</summary>
/// <param name="files">The messages, in the order of their UIDs.</param>
/// <param name="keywords">The folder's names for keywords.</param>
/// <param name="uidValidity">Without which the UIDs mean nothing.</param>
/// <param name="uidNext">A bound above all of them.</param>
internal sealed class FolderIndex(IndexedFile[] files, IReadOnlyList<string?> keywords, uint uidValidity, uint uidNext)
{
    private static readonly Comparer<IndexedFile> ByUid = Comparer<IndexedFile>.Create((one, other) => one.Uid.CompareTo(other.Uid));

    public IReadOnlyList<IndexedFile> Files => files;

    public IReadOnlyList<string?> Keywords => keywords;

    public uint UidValidity => uidValidity;

    public uint UidNext => uidNext;

    /// <summary>When the folder had been changed last.</summary>
    public DateTime Changed { get; init; }

    /// <summary>The message with a UID; null if there is none.</summary>
    public IndexedFile? Find(uint uid) => PlaceOf(uid) is var place && place < files.Length && files[place].Uid == uid ? files[place] : null;

    /// <summary>The messages of a set, which may reach far beyond those that there are.</summary>
    public IEnumerable<IndexedFile> Within(UidSet uids)
    {
        foreach (var (first, last) in uids.Ranges)
        {
            for (var place = PlaceOf(first); place < files.Length && files[place].Uid <= last; place++)
            {
                yield return files[place];
            }
        }
    }

    private int PlaceOf(uint uid) => Array.BinarySearch(files, new IndexedFile(uid, default), ByUid) is var place && place < 0 ? ~place : place;
}
