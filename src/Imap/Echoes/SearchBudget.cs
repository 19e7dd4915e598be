namespace Hosting.Migrations.Imap.Echoes;

/// <summary>
/// Bounds how much of what servers say is searched for passwords in one copy. A character takes 1 to 10 microseconds, and a server may list thousands of long
/// names, or refuse each of a million messages with other words.
/// </summary>
/// <param name="length">The greatest length of all texts together, in characters.</param>
internal sealed class SearchBudget(int length)
{
    private int _left = length;

    /// <summary>Takes what one text needs. Once a text is too long for what is left, no other is searched either.</summary>
    public bool TrySpend(int needed) => Volatile.Read(ref _left) >= 0 && Interlocked.Add(ref _left, -needed) >= 0;
}
