namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>The right to go on with a copy. It ends by itself, by this machine's own clock: another worker may have taken up the copy then.</summary>
public interface ILease
{
    /// <summary>To be asked before anything is sent to a server.</summary>
    /// <exception cref="OperationCanceledException">The right has ended.</exception>
    void ThrowIfOver();
}
