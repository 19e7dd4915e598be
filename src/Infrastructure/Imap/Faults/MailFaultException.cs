using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Imap.Faults;

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

    public bool IsThrottled => fault is CopyFault.Throttled or CopyFault.DestinationThrottled;
}
