using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Faults;

/// <summary>A fault whose kind is known.</summary>
/// <param name="fault">The kind.</param>
/// <param name="reason">A sentence for an operator, without any password. What servers have put into it is made harmless here.</param>
/// <param name="isTransient">Whether a later try may succeed.</param>
/// <param name="inner">Where it came from.</param>
/// <param name="wait">How long the server asks to wait.</param>
internal sealed class MailFaultException(CopyFault fault, string reason, bool isTransient, Exception? inner = null, TimeSpan? wait = null)
    : Exception(ForeignText.Clean(reason, ForeignText.MaxSentenceLength), inner)
{
    public CopyFault Fault => fault;

    public bool IsTransient => isTransient;

    public TimeSpan? Wait => wait;

    /// <summary>How often connections have broken over the folder that it concerns; null = it concerns none in particular.</summary>
    public int? BreaksOfFolder { get; init; }

    /// <summary>Whether the server has answered, and refused the command.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Whether the connection is what failed, and not only the command.</summary>
    public bool IsBreak => isTransient && !IsThrottled && !IsRefusal;

    public bool IsThrottled => fault is CopyFault.Throttled or CopyFault.DestinationThrottled;

    /// <summary>The same of a break, which is noted for the folder over which it came: what else was being done is not to blame.</summary>
    /// <param name="breaks">How often connections have broken over it.</param>
    public MailFaultException Over(int breaks) => new(fault, Message, isTransient, InnerException, wait) { BreaksOfFolder = breaks, IsRefusal = IsRefusal };
}
