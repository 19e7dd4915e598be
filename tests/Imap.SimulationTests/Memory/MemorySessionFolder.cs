using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>A folder as one session has been told of it.</summary>
/// <param name="name">Its full name.</param>
/// <param name="attributes">What the server says of it.</param>
internal sealed class MemorySessionFolder(string name, FolderAttributes attributes) : ISessionFolder
{
    public string FullName { get; } = name;

    public FolderAttributes Attributes { get; } = attributes;

    public bool IsSubscribed { get; set; }

    public bool IsOpen => Access != FolderAccess.None;

    public FolderAccess Access { get; set; }

    public int Count { get; set; }

    public uint UidValidity { get; set; }

    public uint? UidNext { get; set; }

    public ulong HighestModSeq { get; set; }

    public bool TakesNewKeywords { get; set; }

    public IEnumerable<string> PermanentKeywords => [];

    /// <summary>Hears all that the server tells of a folder.</summary>
    public void Hear(MemoryFolder folder, Habits habits)
    {
        (Count, UidValidity, IsSubscribed) = (folder.Messages.Count, folder.UidValidity, folder.IsSubscribed);
        UidNext = habits.TellsUidNext ? folder.UidNext : null;
        HighestModSeq = habits.HasModSeq ? folder.HighestModSeq : 0;
        TakesNewKeywords = !habits.RefusesKeywords;
    }
}
