namespace Hosting.Migrations.Application.Auditing;

/// <summary>Has what is stored told in the audit log, in the same transaction: no change without an entry, and no entry without a change.</summary>
public interface IAuditTrail
{
    /// <summary>Has all be told that is stored from now on.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="origin">Who does it.</param>
    void Begin(AuditAction action, RequestOrigin origin);

    /// <summary>Has nothing more be told.</summary>
    void End();

    /// <summary>Has something be told with what is stored next, if anything is told now.</summary>
    /// <param name="note">What to tell.</param>
    void Note(AuditNote note);
}
