using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// How many messages go to a destination with one command that stores all of them at its end. A program that dies meanwhile leaves them to be found by the
/// next one, which looks when <see cref="MailboxCopyOptions.SettleTime"/> is over: so a command is to take no more than half of that.
/// </summary>
/// <param name="settleTime">How long the next one waits.</param>
internal sealed class BatchPace(TimeSpan settleTime)
{
    // How fast the destination is, is not known then.
    private const int First = 10;
    private const int Most = 10_000;

    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _limit = settleTime / 2 > ShortestLimit ? settleTime / 2 : ShortestLimit;
    private int _messages = First;

    /// <summary>How many messages at once, from 1.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Learns from a command that has been answered.</summary>
    /// <param name="messages">How many messages went with it.</param>
    /// <param name="time">How long it has taken.</param>
    public void Took(int messages, TimeSpan time)
    {
        if (time > _limit)
        {
            Volatile.Write(ref _messages, Math.Max(1, messages / 2));
        }
        else if (messages >= Messages && time < _limit / 4)
        {
            Volatile.Write(ref _messages, Math.Min(Most, 2 * messages));
        }
    }
}
