namespace Hosting.Migrations.Imap.Sessions;

/// <summary>
/// What a server says about a message. There may be a hundred thousand of them at once, so each is small, and what was not asked for takes no room of its
/// own.
/// </summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its system flags; null if the server has not told them.</param>
/// <param name="Keywords">Its keywords as the server sent them: they may be none by the rules.</param>
/// <param name="InternalDate">When it was received; null if the server does not tell in a way that can be read.</param>
/// <param name="Size">Its size in bytes, which with some servers is only about right; null if the server has not told it.</param>
/// <param name="Labels">Gmail's labels.</param>
internal readonly record struct MessageDescription(
    uint Uid, SystemFlags? Flags, IReadOnlyList<string> Keywords, DateTimeOffset? InternalDate, uint? Size, IReadOnlyList<string> Labels);
