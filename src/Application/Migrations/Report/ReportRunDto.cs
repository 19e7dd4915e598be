using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>What one run has done.</summary>
public sealed record ReportRunDto
{
    /// <summary>Which run: test_run, first_execution or second_execution.</summary>
    /// <example>first_execution</example>
    [OneOf<MigrationStep>]
    public required string Run { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When the first attempt began since the run was last asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the latest attempt ended; null while it is under way.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Messages seen at the source.</summary>
    public required long MessagesTotal { get; init; }

    /// <summary>Messages written to the destination.</summary>
    public required long MessagesCopied { get; init; }

    /// <summary>Messages that were at the destination already.</summary>
    public required long MessagesSkipped { get; init; }

    /// <summary>Messages that could not be copied.</summary>
    public required long MessagesFailed { get; init; }

    /// <summary>Messages that a rule leaves out, such as the lower date bound.</summary>
    public required long MessagesLeftOut { get; init; }

    /// <summary>Messages that the source holds and that are not accounted for: not shown by it, or not come to.</summary>
    public required long MessagesMissing { get; init; }

    /// <summary>Bytes written to the destination.</summary>
    public required long BytesCopied { get; init; }

    /// <summary>Why the run failed, from a closed set; null where it did not.</summary>
    [OneOf<CopyFault>]
    public required string? Error { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string? Message { get; init; }

    /// <summary>Every message and folder that was not copied, and notes.</summary>
    public required IReadOnlyList<ReportLineDto> Lines { get; init; }

    internal static ReportRunDto Of(Run run, IEnumerable<RunReportEntry> lines) => new()
    {
        Run = EnumText<MigrationStep>.ToText(run.Step),
        Status = MigrationResourceProfile.StatusOf(run),
        StartedAt = run.StartedAt,
        FinishedAt = run.IsHandedBack ? null : run.FinishedAt,
        MessagesTotal = run.Progress.MessagesTotal,
        MessagesCopied = run.Progress.MessagesCopied,
        MessagesSkipped = run.Progress.MessagesSkipped,
        MessagesFailed = run.Progress.MessagesFailed,
        MessagesLeftOut = run.Progress.MessagesLeftOut,
        MessagesMissing = run.Progress.MessagesMissing,
        BytesCopied = run.Progress.BytesCopied,
        Error = ReportLineDto.CodeOf(run.Fault),
        Message = run.Error,
        Lines = [.. lines.Select(line => new ReportLineDto(line.Folder, line.Uid, line.MessageId, ReportLineDto.CodeOf(line.Fault), line.Reason))],
    };
}
