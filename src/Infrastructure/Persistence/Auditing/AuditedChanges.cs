using System.Globalization;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hosting.Migrations.Infrastructure.Persistence.Auditing;

/// <summary>Finds out what is about to be stored: an entry for each migration, mailbox, customer, token, webhook and connection that changes.</summary>
/// <param name="tracker">What is about to be stored.</param>
internal sealed class AuditedChanges(ChangeTracker tracker)
{
    // Enough to see what was meant; all of a large file would make a large entry, and its mailboxes can be looked at.
    private const int MostMailboxes = 100;

    private readonly Dictionary<object, AuditDraft> _drafts = [];

    public static IReadOnlyList<AuditDraft> Of(ChangeTracker tracker) => new AuditedChanges(tracker).Find();

    private List<AuditDraft> Find()
    {
        // What belongs to something is told after it.
        var changed = tracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        foreach (var entry in changed.OrderBy(entry => entry.Entity is CustomerDomain or MigrationResource or ConnectionGrant).ToList())
        {
            if (AuditedFields.All.TryGetValue(entry.Metadata.ClrType, out var fields) && FindDraft(entry) is { } draft)
            {
                Tell(entry, fields, draft);
            }
        }

        // A change of nothing that is told, such as of runs that are asked for again, is a change.
        return _drafts.Values.Where(draft => !draft.IsEmpty).ToList() is { Count: > 0 } telling ? telling : [.. _drafts.Values.Take(1)];
    }

    private AuditDraft? FindDraft(EntityEntry entry) => entry.Entity switch
    {
        Migration migration => DraftOf(migration),
        MigrationResource resource => DraftOf(entry, resource),
        Customer customer => DraftOf(customer),
        CustomerDomain domain => OwnerOf(domain) is { } owner ? DraftOf(owner) : null,
        ApiToken token => DraftOf(token, () => new AuditDraft(AuditObject.Token, () => token.Id.ToString(CultureInfo.InvariantCulture))
        {
            IsNamedByTheDatabase = entry.State == EntityState.Added,
            CustomerId = token.CustomerId,
            CustomerCode = token.Customer?.Code,
        }),
        Webhook webhook => DraftOf(webhook, () => new AuditDraft(AuditObject.Webhook, () => webhook.PublicId) { CustomerId = webhook.CustomerId }),
        Connection connection => DraftOf(connection),
        ConnectionGrant grant when tracker.Entries<Connection>().FirstOrDefault(one => one.Entity.Id == grant.ConnectionId) is { } of => DraftOf(of.Entity),
        _ => null,
    };

    private AuditDraft DraftOf(Connection connection) =>
        DraftOf(connection, () => new AuditDraft(AuditObject.Connection, () => connection.PublicId) { CustomerId = connection.CustomerId });

    private AuditDraft DraftOf(Migration migration) => DraftOf(
        migration,
        () => new AuditDraft(AuditObject.Migration, () => migration.Code) { CustomerCode = migration.Owner, MigrationCode = migration.Code });

    private AuditDraft DraftOf(Customer customer) =>
        DraftOf(customer, () => new AuditDraft(AuditObject.Customer, () => customer.Code) { CustomerCode = customer.Code });

    // Mailboxes that come or go with their migration are told with it.
    private AuditDraft? DraftOf(EntityEntry entry, MigrationResource resource)
    {
        var code = resource.Code[..resource.Code.LastIndexOf('-')];
        var migration = tracker.Entries<Migration>().FirstOrDefault(one => one.Entity.Code == code);
        return migration is null or { State: EntityState.Added or EntityState.Deleted } ? null
            : entry.State == EntityState.Added ? DraftOf(migration.Entity)
            : DraftOf(resource, () => new AuditDraft(AuditObject.Mailbox, () => resource.Code) { CustomerCode = migration.Entity.Owner, MigrationCode = code });
    }

    private Customer? OwnerOf(CustomerDomain domain) =>
        tracker.Entries<Customer>().Select(entry => entry.Entity).FirstOrDefault(owner => owner.Id == domain.CustomerId || owner.Domains.Contains(domain));

    private AuditDraft DraftOf(object entity, Func<AuditDraft> make)
    {
        if (!_drafts.TryGetValue(entity, out var draft))
        {
            _drafts[entity] = draft = make();
        }

        return draft;
    }

    private static void Tell(EntityEntry entry, AuditedFields fields, AuditDraft draft)
    {
        switch (entry.Entity)
        {
            case CustomerDomain domain:
                Append(entry.State == EntityState.Deleted ? draft.Before : draft.After, fields.Told[nameof(CustomerDomain.Name)], domain.Name, int.MaxValue);
                break;
            case MigrationResource resource when entry.State == EntityState.Added:
                Append(draft.After, "mailboxes_added", $"{resource.Code} {resource.LocalEmail}", MostMailboxes);
                break;
            default:
                foreach (var (property, name) in fields.Told)
                {
                    Tell(entry, property, name, isHidden: false, draft);
                }

                foreach (var (property, name) in fields.Hidden)
                {
                    Tell(entry, property, name, isHidden: true, draft);
                }

                break;
        }
    }

    private static void Tell(EntityEntry entry, string propertyName, string name, bool isHidden, AuditDraft draft)
    {
        var (state, property) = (entry.State, entry.Property(propertyName));
        var (before, after) = (state == EntityState.Added ? null : property.OriginalValue, state == EntityState.Deleted ? null : property.CurrentValue);
        if (Equals(before, after))
        {
            return;
        }

        if (state != EntityState.Added)
        {
            draft.Before[name] = Show(property.Metadata, before, isHidden);
        }

        if (state != EntityState.Deleted)
        {
            draft.After[name] = Show(property.Metadata, after, isHidden);
        }
    }

    private static object? Show(IReadOnlyProperty property, object? value, bool isHidden) =>
        value is null ? null : isHidden ? AuditedFields.HiddenText : AuditedValue.Of(property, value);

    private static void Append(Dictionary<string, object?> to, string name, string text, int most)
    {
        if (!to.TryGetValue(name, out var known))
        {
            to[name] = known = new List<string>();
        }

        if (known is List<string> list && list.Count < most)
        {
            list.Add(text);
        }
    }
}
