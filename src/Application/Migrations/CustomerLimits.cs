using System.Globalization;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Keeps one customer from filling the service, however much is asked for at once: until what it lets in is stored, others of the same customer wait.</summary>
internal sealed class CustomerLimits(
    IMigrationRepository migrations, ICustomerRepository customers, IUnitOfWork unitOfWork, IOptions<MigrationOptions> options)
{
    /// <summary>Makes sure that a customer may have what an uploaded file would bring.</summary>
    /// <param name="owner">The customer.</param>
    /// <param name="added">What would come.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    /// <exception cref="RequestInvalidException">There is no room.</exception>
    /// <exception cref="ConcurrentChangeException">The customer has other domains than the file was checked against, or is disabled.</exception>
    public async Task EnsureRoomAsync(Customer owner, CustomerLoad added, CancellationToken cancellationToken)
    {
        if (await FindExcessAsync(owner.Id, owner.Code, added, cancellationToken) is { } reason)
        {
            throw new RequestInvalidException([new LocatedError("csv_file_content", reason, UploadErrorCode.TooMany)]);
        }

        // A domain that was taken away in the meantime may be another customer's by now.
        if (!await customers.IsAsReadAsync(owner, cancellationToken))
        {
            throw new ConcurrentChangeException();
        }
    }

    /// <summary>Tells whether there is room at this moment, and lets nobody wait for that.</summary>
    /// <param name="owner">The customer.</param>
    /// <param name="added">What would come.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    /// <exception cref="RequestInvalidException">There is none.</exception>
    public async Task LookForRoomAsync(Customer owner, CustomerLoad added, CancellationToken cancellationToken)
    {
        if (await CompareAsync(owner.Id, owner.Code, added, cancellationToken) is { } reason)
        {
            throw new RequestInvalidException([new LocatedError("csv_file_content", reason, UploadErrorCode.TooMany)]);
        }
    }

    /// <summary>Makes sure that a migration that has ended may go on.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="field">What asks for it, by its name in the request.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    /// <exception cref="RequestInvalidException">There is no room, or a mailbox is not the customer's any more.</exception>
    public async Task EnsureRoomAgainAsync(Migration migration, string field, CancellationToken cancellationToken)
    {
        if (await FindExcessAsync(migration.CustomerId, migration.Owner, new CustomerLoad(1, migration.ResourceCount), cancellationToken) is { } reason)
        {
            throw new RequestInvalidException([new LocatedError(field, reason, UploadErrorCode.TooMany)]);
        }

        await EnsureOwnedAsync(migration, migration.Resources, field, cancellationToken);
    }

    /// <summary>Makes sure that a mailbox of a migration that has ended may be worked on.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="resource">The mailbox.</param>
    /// <param name="field">What asks for it, by its name in the request.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    /// <exception cref="RequestInvalidException">The mailbox is not the customer's any more, or the customer is disabled.</exception>
    public async Task EnsureOwnedAsync(Migration migration, MigrationResource resource, string field, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAsync(migration.CustomerId, cancellationToken);
        await EnsureOwnedAsync(migration, [resource], field, cancellationToken);
    }

    // While it had ended, the customer could be disabled, or a domain taken away from it and given to another.
    private async Task EnsureOwnedAsync(Migration migration, IEnumerable<MigrationResource> resources, string field, CancellationToken cancellationToken)
    {
        var owner = await customers.FindAsync(migration.CustomerId, cancellationToken);
        if (owner is { IsDisabled: true })
        {
            unitOfWork.Forget();
            throw new RequestInvalidException([new FieldError(field, $"is not possible: customer {migration.Owner} is disabled; enable the customer first")]);
        }

        if (resources.FirstOrDefault(resource => owner?.OwnsMailbox(resource.LocalEmail) == false) is { } stray)
        {
            unitOfWork.Forget();
            throw new RequestInvalidException(
                [new FieldError(field, $"is not possible: the mailbox of {stray.Code} lies in no domain of customer {migration.Owner} any more")]);
        }
    }

    private async Task<string?> FindExcessAsync(long customerId, string customerCode, CustomerLoad added, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAsync(customerId, cancellationToken);
        var reason = await CompareAsync(customerId, customerCode, added, cancellationToken);
        if (reason is not null)
        {
            unitOfWork.Forget();
        }

        return reason;
    }

    private async Task<string?> CompareAsync(long customerId, string customerCode, CustomerLoad added, CancellationToken cancellationToken)
    {
        var load = await migrations.GetLoadAsync(customerId, cancellationToken);
        var (maxMigrations, maxMailboxes) = (options.Value.MaxUnfinishedMigrations, options.Value.MaxUnfinishedMailboxes);
        return load.Migrations + added.Migrations > maxMigrations
            ? string.Create(CultureInfo.InvariantCulture, $"customer {customerCode} has {load.Migrations} migrations that have not ended; at most {maxMigrations} are allowed")
            : load.Mailboxes + added.Mailboxes > maxMailboxes
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"customer {customerCode} has {load.Mailboxes} mailboxes in migrations that have not ended, and {added.Mailboxes} would come; at most {maxMailboxes} are allowed")
            : null;
    }
}
