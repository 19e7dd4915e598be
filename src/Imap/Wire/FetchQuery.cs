using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What a FETCH asks for, so that nothing else is taken for its answer.</summary>
/// <param name="uids">The messages, by their UIDs; null if it asks for them by their positions.</param>
/// <param name="count">How many there are.</param>
internal sealed class FetchQuery(UidSet? uids, long count)
{
    private readonly HashSet<uint> _handedOut = [];

    /// <summary>How many messages it asks for.</summary>
    public long Count => count;

    /// <summary>Makes what takes a whole message, by its length in bytes; null if none is asked for.</summary>
    public Func<int, IBody>? OpenBody { get; init; }

    /// <summary>The part of the header that is asked for, such as <c>HEADER</c>; null if none is.</summary>
    public string? Header { get; init; }

    public bool AsksFor(uint uid) => uids?.Contains(uid) == true;

    /// <summary>Whether it asks for a section (RFC 3501, section 6.4.5): empty = the whole message.</summary>
    public bool AsksForSection(string section) =>
        section.Length == 0 ? OpenBody is not null : Header?.StartsWith(section.Split(' ', 2)[0], StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Notes that a message, or a part of it, has been handed out.</summary>
    /// <returns>False if it had been already.</returns>
    public bool TryHandOut(uint uid) => _handedOut.Add(uid);
}
