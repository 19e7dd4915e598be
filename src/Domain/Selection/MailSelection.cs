namespace Hosting.Migrations.Domain.Selection;

/// <summary>Which of a mailbox's mail is copied.</summary>
/// <param name="Folders">Which folders.</param>
/// <param name="ReceivedBefore">Only messages received before this moment are copied (INTERNALDATE); null = all.</param>
/// <param name="SizeLimit">The largest message that is copied, in bytes; null = any.</param>
public sealed record MailSelection(FolderSelection Folders, DateTimeOffset? ReceivedBefore = null, long? SizeLimit = null)
{
    /// <summary>The greatest size limit, in bytes: no message is larger (RFC 9051, section 9).</summary>
    public const long MaxSizeLimit = uint.MaxValue;

    /// <summary>All mail.</summary>
    public static MailSelection All { get; } = new(FolderSelection.All);

    /// <summary>Checks the limits.</summary>
    /// <param name="fromDate">The lower date; null = none.</param>
    /// <exception cref="ArgumentException">The upper date is not later than the lower one, or the size limit is out of its range.</exception>
    public void EnsureValid(DateTimeOffset? fromDate)
    {
        if (ReceivedBefore <= fromDate)
        {
            throw new ArgumentException("The upper date must be later than the lower one.");
        }

        if (SizeLimit is < 1 or > MaxSizeLimit)
        {
            throw new ArgumentException($"The size limit must be 1 to {MaxSizeLimit} bytes.");
        }
    }

    /// <summary>Whether some messages of a folder may be left out.</summary>
    public bool HasLimits => ReceivedBefore is not null || SizeLimit is not null;
}
