using System.Text.Json;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>A checkpoint as it is kept: sets and maps as text.</summary>
internal class CheckpointText
{
    public required string SourceFolder { get; init; }

    public required string DestinationFolder { get; set; }

    public long SourceUidValidity { get; set; }

    public long DestinationUidValidity { get; set; }

    public long SourceUidNext { get; set; }

    public long DestinationUidNext { get; set; }

    public long HighestModSeq { get; set; }

    /// <summary>Null in what earlier versions have stored.</summary>
    public long? SourceSurplus { get; set; }

    public string Copied { get; set; } = string.Empty;

    public string Unfinished { get; set; } = string.Empty;

    /// <summary>Sets of UIDs by flag, as JSON.</summary>
    public string Flags { get; set; } = string.Empty;

    public void Take(FolderCheckpoint checkpoint)
    {
        DestinationFolder = checkpoint.DestinationFolder;
        (SourceUidValidity, DestinationUidValidity) = (checkpoint.SourceUidValidity, checkpoint.DestinationUidValidity);
        (SourceUidNext, DestinationUidNext) = (checkpoint.SourceUidNext, checkpoint.DestinationUidNext);
        SourceSurplus = checkpoint.SourceSurplus;

        // 63 bits by RFC 7162, section 3.1.
        HighestModSeq = (long)checkpoint.HighestModSeq;
        (Copied, Unfinished) = (checkpoint.Copied.ToString(), checkpoint.Unfinished.ToString());
        Flags = JsonSerializer.Serialize(checkpoint.Flags.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), CheckpointJson.Default.Flags);
    }

    /// <exception cref="FormatException">It was not stored by this program.</exception>
    /// <exception cref="JsonException">Neither were its flags.</exception>
    public FolderCheckpoint ToCheckpoint() => new(
        SourceFolder,
        DestinationFolder ?? throw Missing(nameof(DestinationFolder)),
        ToNumber(SourceUidValidity, nameof(SourceUidValidity)),
        ToNumber(DestinationUidValidity, nameof(DestinationUidValidity)),
        ToNumber(SourceUidNext, nameof(SourceUidNext)),
        ToNumber(DestinationUidNext, nameof(DestinationUidNext)),
        HighestModSeq >= 0 ? (ulong)HighestModSeq : throw Impossible(HighestModSeq, nameof(HighestModSeq)),
        UidMap.Parse(Copied ?? throw Missing(nameof(Copied))),
        UidSet.Parse(Unfinished ?? throw Missing(nameof(Unfinished))),
        (JsonSerializer.Deserialize(Flags ?? throw Missing(nameof(Flags)), CheckpointJson.Default.Flags) ?? []).ToDictionary(
            pair => pair.Key, pair => UidSet.Parse(pair.Value ?? throw new FormatException($"The flag {pair.Key} has no messages."))),
        SourceSurplus);

    private static uint ToNumber(long stored, string name) => stored is >= 0 and <= uint.MaxValue ? (uint)stored : throw Impossible(stored, name);

    private static FormatException Missing(string name) => new($"{name} is missing.");

    private static FormatException Impossible(long stored, string name) => new($"{name} can't be {stored}.");
}
