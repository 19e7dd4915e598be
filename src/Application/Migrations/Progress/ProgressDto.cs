using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Progress;

/// <summary>How far the step of a migration has come that is under way, or ended last.</summary>
public sealed record ProgressDto
{
    /// <summary>The migration's code.</summary>
    /// <example>MG12345678</example>
    public required string Code { get; init; }

    /// <summary>Where the migration stands.</summary>
    public required MigrationStatus Status { get; init; }

    /// <summary>Which step the status speaks of, or that the migration was cancelled or is paused.</summary>
    public required string? StatusDetail { get; init; }

    /// <summary>The step: test_run, first_execution or second_execution; null before the first.</summary>
    /// <example>first_execution</example>
    [OneOf<MigrationStep>]
    public required string? Run { get; init; }

    /// <summary>The mailboxes that take part in the step, by where they stand in it.</summary>
    public required ProgressMailboxesDto Mailboxes { get; init; }

    /// <summary>The messages of those that have begun.</summary>
    public required ProgressMessagesDto Messages { get; init; }

    /// <summary>Bytes written to the destination in the step.</summary>
    public required long BytesCopied { get; init; }

    /// <summary>Bytes copied a second, over the last seconds, by all runs under way; 0 while nothing is copied.</summary>
    public required long Rate { get; init; }

    /// <summary>When the step's first run began; null before that.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>How much of the step is done, 0 to 100: a mailbox that waits counts as nothing, one under way by its messages.</summary>
    public required int Percent { get; init; }

    /// <summary>Seconds until the step is over if it goes on as it has since it began; null where that can't be told yet, and where nothing is under way.</summary>
    public required long? EtaSeconds { get; init; }
}

/// <summary>Mailboxes by where they stand in a step. They add up to the total.</summary>
/// <param name="Total">Those that take part in the step.</param>
/// <param name="Waiting">Those whose run has not begun, or waits to be taken up again.</param>
/// <param name="Running">Those whose run is under way.</param>
/// <param name="Success">Those whose run succeeded.</param>
/// <param name="Failed">Those whose run failed for good, until it is retried.</param>
public sealed record ProgressMailboxesDto(int Total, int Waiting, int Running, int Success, int Failed);

/// <summary>Messages by what has become of them. Those that no run has come to yet are the rest of the total.</summary>
/// <param name="Total">Seen at the sources so far.</param>
/// <param name="Copied">Written to the destination.</param>
/// <param name="Skipped">There already.</param>
/// <param name="Failed">Could not be copied.</param>
/// <param name="LeftOut">Left out by a rule, such as the lower date bound.</param>
/// <param name="Missing">Held by the source and not accounted for.</param>
public sealed record ProgressMessagesDto(long Total, long Copied, long Skipped, long Failed, long LeftOut, long Missing);
