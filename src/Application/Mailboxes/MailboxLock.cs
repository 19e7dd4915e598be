namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>The right to write into a mailbox, until it is disposed of.</summary>
/// <param name="held">What keeps others out; null = nothing does.</param>
/// <param name="problem">Why nothing keeps others out; null = something does, or nothing has to.</param>
public sealed class MailboxLock(IDisposable? held, string? problem = null) : IDisposable
{
    /// <summary>Why other programs on this machine could not be kept out, for an operator; null if they are.</summary>
    public string? Problem => problem;

    /// <summary>Lets others in.</summary>
    public void Dispose() => held?.Dispose();
}
