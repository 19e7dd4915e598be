namespace Hosting.Migrations.Imap.Wire;

/// <summary>A server said what IMAP does not allow, or more than anybody asked for: its connection is of no more use.</summary>
/// <param name="reason">What it did, as the rest of a sentence that begins with the server; in our own words.</param>
/// <param name="told">What it said, in its words; null if that says no more.</param>
internal sealed class WireException(string reason, string? told = null) : Exception(reason)
{
    /// <summary>What the server said, which may be anything.</summary>
    public string? Told => told;

    /// <summary>Whether a line was longer than any is read.</summary>
    public bool IsLongLine { get; init; }
}
