using Hosting.Migrations.Imap.Sessions;


namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message at the destination that is no known copy. A folder may hold hundreds of thousands of them, so each takes no more than 16 bytes.</summary>
/// <param name="uid">Its UID.</param>
/// <param name="received">When it was received; null if the server does not tell.</param>
/// <param name="size">Its size in bytes.</param>
internal readonly struct UnknownMessage(uint uid, DateTimeOffset? received, uint size)
{
    private readonly uint _size = size;

    public uint Uid { get; } = uid;

    public long Size => _size;

    /// <summary>When it was received, in ticks of UTC; 0 if the server does not tell.</summary>
    public long Moment { get; } = MomentOf(received);

    public DateTimeOffset? Received => Moment == 0 ? null : new DateTimeOffset(Moment, TimeSpan.Zero);

    /// <summary>What its server says about it; null if the server has not told its size.</summary>
    public static UnknownMessage? Of(MessageDescription message) =>
        message.Size is { } size ? new UnknownMessage(message.Uid, message.InternalDate, size) : null;

    /// <summary>A date as <see cref="Moment"/> tells it.</summary>
    public static long MomentOf(DateTimeOffset? received) => received?.UtcTicks ?? 0;
}
