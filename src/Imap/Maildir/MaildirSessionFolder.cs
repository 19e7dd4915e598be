using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>A folder as one session has read it last.</summary>
/// <param name="folder">The folder.</param>
internal sealed class MaildirSessionFolder(MaildirFolder folder) : ISessionFolder
{
    public MaildirFolder Folder => folder;

    /// <summary>What it holds, while it is selected.</summary>
    public FolderIndex? Index { get; private set; }

    public string FullName => folder.Name;

    public FolderAttributes Attributes => FolderAttributes.None;

    public bool IsSubscribed => folder.IsSubscribed;

    public bool IsOpen => Index is not null;

    public FolderAccess Access => IsOpen ? FolderAccess.ReadOnly : FolderAccess.None;

    public int Count { get; private set; }

    public uint UidValidity { get; private set; }

    public uint? UidNext { get; private set; }

    public ulong HighestModSeq => 0;

    public bool TakesNewKeywords => false;

    public IEnumerable<string> PermanentKeywords => [];

    /// <summary>Tells what it holds by now.</summary>
    public void Hear(FolderIndex index) => (Count, UidValidity, UidNext) = (index.Files.Count, index.UidValidity, index.UidNext);

    /// <summary>Is selected, with what it holds by now.</summary>
    public void Open(FolderIndex index)
    {
        Hear(index);
        Index = index;
    }

    /// <summary>Is left.</summary>
    public void Leave() => Index = null;
}
