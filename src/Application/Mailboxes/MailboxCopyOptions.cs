namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>What an operator can set about copying mailboxes.</summary>
public sealed class MailboxCopyOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "MailboxCopy";

    /// <summary>Connections to each server for one mailbox; fewer are used where few messages or folders are to be copied, and where a server allows fewer. Default: 4; 1 to 16.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Messages fetched with one command, and the most that are sent with one; those on their way when a copy is killed are sent again. Default: 40; 1 to 1000.</summary>
    public int BatchMessages { get; init; } = 40;

    /// <summary>Bytes in one batch, of which each connection holds up to three; a larger message is a batch by itself. Default: 2 MiB; 64 KiB to 64 MiB.</summary>
    public int BatchBytes { get; init; } = 2 << 20;

    /// <summary>Batches that all mailboxes together hold in memory; more wait until one has been sent. Default: 8; 1 to 10,000.</summary>
    public int BatchesInMemory { get; init; } = 8;

    /// <summary>Bytes of messages from which they wait in a temporary file instead of in memory. Default: 1 MiB; 64 KiB to 16 MiB.</summary>
    public int SpillAbove { get; init; } = 1 << 20;

    /// <summary>
    /// Whether to compress what goes over the line where a server offers it (RFC 4978). It takes more time than it saves on all but slow
    /// lines, below some 50 Mbit/s. Default: false.
    /// </summary>
    public bool Compress { get; init; }

    /// <summary>How long a server may be silent. Default: 60 seconds; 1 second to 30 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to go on trying without any message getting through, before the copy ends with a fault. Default: 15 minutes; zero to 1 day.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The wait before the first reconnection; it doubles with every failure, up to <see cref="MaxBackoff"/>. Default: 1 second; up to 1 minute.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries. Default: 2 minutes; up to 1 hour.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a folder of the destination has to stand still after a copy was killed or a connection broke in the middle of sending,
    /// before what has arrived there is looked up: what was on its way may still arrive. It is waited for six times as long
    /// at most, where mail of its owner comes in all the time. Default: 5 seconds; zero to 10 minutes.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures listed one by one in an outcome; more are only counted. Default: 1,000; 1 to 100,000.</summary>
    public int MaxFailures { get; init; } = 1_000;
}
