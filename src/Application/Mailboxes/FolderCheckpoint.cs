namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>How far the copy of one folder has come. It says only what is certain: what it does not say is looked up at the destination.</summary>
/// <param name="SourceFolder">The folder's full name at the source.</param>
/// <param name="DestinationFolder">The folder's full name at the destination.</param>
/// <param name="SourceUidValidity">UIDVALIDITY at the source, without which its UIDs mean nothing (RFC 3501, section 2.3.1.1).</param>
/// <param name="DestinationUidValidity">UIDVALIDITY at the destination.</param>
/// <param name="SourceUidNext">Every message with a lesser UID is either copied, left out on purpose, or in <paramref name="Unfinished"/>; 0 = not known yet.</param>
/// <param name="DestinationUidNext">Every message with a lesser UID at the destination is known: a copy of ours, or compared with the source and found different.</param>
/// <param name="HighestModSeq">HIGHESTMODSEQ of the source up to which flags have been copied (RFC 7162); 0 = the server has none.</param>
/// <param name="Copied">Which message became which.</param>
/// <param name="Unfinished">Messages that could not be copied, or that a run was about to copy when it ended, and that the next run tries; UIDs may be among them that no message has.</param>
/// <param name="Flags">For a source without HIGHESTMODSEQ: which copied messages carried which flag or keyword when it was last looked at.</param>
/// <param name="SourceSurplus">How many more messages the source held when all was settled than had been copied of it: those left out, less those deleted there; null = not known.</param>
public sealed record FolderCheckpoint(
    string SourceFolder,
    string DestinationFolder,
    uint SourceUidValidity,
    uint DestinationUidValidity,
    uint SourceUidNext,
    uint DestinationUidNext,
    ulong HighestModSeq,
    UidMap Copied,
    UidSet Unfinished,
    IReadOnlyDictionary<string, UidSet> Flags,
    long? SourceSurplus = null)
{
    /// <summary>A bound above all UIDs at the destination that were known then; 0 = none was.</summary>
    public ulong DestinationBound => Math.Max(DestinationUidNext, Copied.Destinations().Bound);
}
