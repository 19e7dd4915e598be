using System.Diagnostics;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// What a server still gets once no message has got through for as long as is waited for one: the time of its slowest command, once, for all that it is asked
/// from then on. One that answers each command just in time would otherwise hold a copy for as long as there is something to ask. Several connections may use it.
/// </summary>
/// <param name="most">The time of the slowest command that moves nothing.</param>
/// <param name="isOverdue">Whether no message has got through for too long.</param>
internal sealed class Overtime(TimeSpan most, Func<bool> isOverdue)
{
    /// <summary>What moves so fast costs nothing, in bytes a second.</summary>
    private const double Free = 64 * 1024;

    // A server that answers at once is not held to have been slow, however far away it is.
    private static readonly TimeSpan LongestFreeAnswer = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeSpan _most = most;
    private readonly TimeSpan _freeAnswer = most / 4 < LongestFreeAnswer ? most / 4 : LongestFreeAnswer;
    private TimeSpan _left = most;
    private TimeSpan _slowness;

    /// <summary>By how much the server has been slow so far, over all its commands.</summary>
    public TimeSpan Slowness
    {
        get
        {
            lock (_lock)
            {
                return _slowness;
            }
        }
    }

    /// <summary>How long the next command may take.</summary>
    /// <param name="usual">How long it may take otherwise.</param>
    /// <param name="bytes">How much it moves.</param>
    public TimeSpan Limit(TimeSpan usual, long bytes)
    {
        lock (_lock)
        {
            if (!isOverdue())
            {
                _left = _most;
                return usual;
            }

            var limit = _left + FreeOf(bytes);
            return limit < usual ? limit : usual;
        }
    }

    /// <summary>Notes a command that has ended.</summary>
    /// <param name="begun">When it was begun (<see cref="Stopwatch.GetTimestamp"/>).</param>
    /// <param name="bytes">How much it moved.</param>
    public void Spend(long begun, long bytes) => Spend(Stopwatch.GetElapsedTime(begun), bytes);

    /// <inheritdoc cref="Spend(long, long)"/>
    /// <param name="taken">How long it took.</param>
    /// <param name="bytes">How much it moved.</param>
    public void Spend(TimeSpan taken, long bytes)
    {
        lock (_lock)
        {
            var cost = taken - FreeOf(bytes);
            if (cost <= TimeSpan.Zero)
            {
                return;
            }

            _slowness += cost;
            if (isOverdue())
            {
                _left = _left > cost ? _left - cost : TimeSpan.Zero;
            }
        }
    }

    private TimeSpan FreeOf(long bytes) => _freeAnswer + TimeSpan.FromSeconds(bytes / Free);
}
