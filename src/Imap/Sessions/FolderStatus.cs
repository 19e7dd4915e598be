namespace Hosting.Migrations.Imap.Sessions;

/// <summary>The state of a folder (RFC 3501, section 6.3.10, and RFC 7162).</summary>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="UidValidity">Without which UIDs mean nothing.</param>
/// <param name="UidNext">A bound above all UIDs; 0 if the server does not tell.</param>
/// <param name="HighestModSeq">Grows with every change; 0 if the server does not tell.</param>
internal sealed record FolderStatus(int Messages, uint UidValidity, uint UidNext, ulong HighestModSeq)
{
    /// <summary>Whether nothing has ever been in it. That it is empty now, a server may say because it has not looked.</summary>
    public bool WasNeverUsed => (Messages, UidNext) == (0, 1);

    /// <summary>What the server has said last; null if it has said nothing that can be read.</summary>
    public static FolderStatus? Told(ISessionFolder folder) => folder.UidValidity == 0 ? null : Of(folder);

    /// <summary>What the server has said last.</summary>
    public static FolderStatus Of(ISessionFolder folder) => new(folder.Count, folder.UidValidity, UidNextOf(folder) ?? 0, HighestModSeqOf(folder));

    /// <summary>A bound above all UIDs; null if the server does not tell. The greatest number there is, which some servers always tell, says nothing.</summary>
    public static uint? UidNextOf(ISessionFolder folder) => folder.UidNext is { } next and < uint.MaxValue ? next : null;

    /// <summary>The number that grows with every change; 0 if the server does not tell, or tells what 63 bits do not hold (RFC 7162, section 3.1).</summary>
    public static ulong HighestModSeqOf(ISessionFolder folder) => folder.HighestModSeq <= long.MaxValue ? folder.HighestModSeq : 0;
}
