using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>What is told in the audit log is stored with what it tells of, or neither is.</summary>
internal abstract partial class MigrationsDbContext : IAuditTrail
{
    private readonly List<AuditNote> _notes = [];
    private (AuditAction Action, RequestOrigin Origin)? _cause;

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public void Begin(AuditAction action, RequestOrigin origin) => _cause = (action, origin);

    public void End()
    {
        _cause = null;
        _notes.Clear();
    }

    public void Note(AuditNote note)
    {
        if (_cause is not null)
        {
            _notes.Add(note);
        }
    }

    private async Task<int> SaveAndTellAsync((AuditAction Action, RequestOrigin Origin) cause, bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        List<AuditDraft> drafts = [.. AuditedChanges.Of(ChangeTracker), .. _notes.Select(AuditDraft.Of)];
        _notes.Clear();
        foreach (var draft in drafts)
        {
            draft.CustomerCode ??= draft.CustomerId is { } customerId ? await FindCustomerCodeAsync(customerId, cancellationToken) : null;
        }

        AuditEntries.AddRange(drafts.Where(draft => !draft.IsNamedByTheDatabase).Select(draft => draft.ToEntry(cause.Action, cause.Origin)));
        var later = drafts.FindAll(draft => draft.IsNamedByTheDatabase);
        if (later.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var together = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var stored = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        AuditEntries.AddRange(later.Select(draft => draft.ToEntry(cause.Action, cause.Origin)));
        stored += await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (together is not null)
        {
            await together.CommitAsync(cancellationToken);
        }

        return stored;
    }

    private async Task<string?> FindCustomerCodeAsync(long customerId, CancellationToken cancellationToken) =>
        ChangeTracker.Entries<Domain.Customers.Customer>().FirstOrDefault(entry => entry.Entity.Id == customerId)?.Entity.Code
        ?? await Customers.Where(customer => customer.Id == customerId).Select(customer => customer.Code).FirstOrDefaultAsync(cancellationToken);
}
