using System.Text.Json.Serialization;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>One mailbox in one step: {} until the run has started.</summary>
// The order of the properties is the contract's.
public sealed record RunDto
{
    /// <summary>Stands for a run that has not started.</summary>
    internal static RunDto NotStarted { get; } = new() { HasStarted = false };

    /// <summary>Whether there is anything to be told; if not, no property is written.</summary>
    [JsonIgnore]
    public bool HasStarted { get; init; } = true;

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When the first attempt began since the run was last asked for.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the latest attempt ended; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often a worker has taken the run up.</summary>
    public int Attempts { get; init; }

    /// <summary>Folders seen at the source.</summary>
    public int Folders { get; init; }

    /// <summary>Messages seen at the source.</summary>
    public long MessagesTotal { get; init; }

    /// <summary>Messages written to the destination.</summary>
    public long MessagesCopied { get; init; }

    /// <summary>Messages that were at the destination already.</summary>
    public long MessagesSkipped { get; init; }

    /// <summary>Messages that could not be copied.</summary>
    public long MessagesFailed { get; init; }

    /// <summary>Bytes written to the destination.</summary>
    public long BytesCopied { get; init; }

    /// <summary>Bytes copied a second, over the last seconds; 0 while nothing is copied.</summary>
    public long Rate { get; init; }

    /// <summary>Seconds until the run is over at this rate; null where that is not known.</summary>
    public long? EtaSeconds { get; init; }

    /// <summary>Why the run failed, from a closed set; null where it did not.</summary>
    /// <example>auth</example>
    [OneOf<CopyFault>]
    public string? Error { get; init; }

    /// <summary>What the run waits for: a worker that takes it up again, or something at a server; null while it works.</summary>
    /// <example>throttled</example>
    public string? Waiting { get; init; }

    /// <summary>Messages that a rule leaves out, such as the lower date bound.</summary>
    public long MessagesLeftOut { get; init; }

    /// <summary>Messages that the source holds and that are not accounted for: not shown by it, or not come to.</summary>
    public long MessagesMissing { get; init; }
}
