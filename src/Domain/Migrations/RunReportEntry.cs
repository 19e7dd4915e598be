namespace Hosting.Migrations.Domain.Migrations;

/// <summary>One line in the report on a run: a message or a folder that was not copied and why, or a note to the operator.</summary>
public sealed class RunReportEntry
{
    /// <summary>The greatest length of <see cref="Reason"/>, in characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The greatest length of <see cref="Folder"/> and <see cref="MessageId"/>, in characters. Longer ones are cut.</summary>
    public const int MaxNameLength = 1000;

    /// <summary>Writes a line.</summary>
    /// <param name="resourceId">The key of the resource.</param>
    /// <param name="step">The step to which the run belongs.</param>
    /// <param name="fault">Why something was not copied; null = a note.</param>
    /// <param name="reason">A sentence for an operator; never holds a password. Cut at <see cref="MaxReasonLength"/>.</param>
    /// <param name="folder">The folder at the source; null for a note.</param>
    /// <param name="uid">The message's UID at the source; null = the folder itself.</param>
    /// <param name="messageId">The message's Message-ID, if it is known.</param>
    public RunReportEntry(
        long resourceId, MigrationStep step, CopyFault? fault, string reason, string? folder = null, long? uid = null, string? messageId = null)
    {
        (ResourceId, Step, Fault, Uid) = (resourceId, step, fault, uid);
        Reason = ForeignText.Clean(reason, MaxReasonLength);
        Folder = folder is null ? null : ForeignText.Clean(folder, MaxNameLength);
        MessageId = messageId is null ? null : ForeignText.Clean(messageId, MaxNameLength);
    }

    private RunReportEntry() => Reason = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the resource.</summary>
    public long ResourceId { get; private set; }

    /// <summary>The step to which the run belongs.</summary>
    public MigrationStep Step { get; private set; }

    /// <summary>The folder at the source; null for a note.</summary>
    public string? Folder { get; private set; }

    /// <summary>The message's UID at the source; null = the folder itself, or a note.</summary>
    public long? Uid { get; private set; }

    /// <summary>The message's Message-ID, if it is known.</summary>
    public string? MessageId { get; private set; }

    /// <summary>Why it was not copied; null = a note.</summary>
    public CopyFault? Fault { get; private set; }

    /// <summary>A sentence for an operator.</summary>
    public string Reason { get; private set; }
}
