using System.Globalization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations;

/// <summary>Keeps one customer from filling the service. Two uploads at once may come a little past a limit together.</summary>
internal sealed class CustomerLimits(IMigrationRepository migrations, IOptions<MigrationOptions> options)
{
    /// <summary>Makes sure that a customer may have more.</summary>
    /// <param name="owner">The customer.</param>
    /// <param name="added">What would come.</param>
    /// <param name="cancellationToken">Ends the look early.</param>
    /// <exception cref="RequestInvalidException">There is no room.</exception>
    public async Task EnsureRoomAsync(Customer owner, CustomerLoad added, CancellationToken cancellationToken)
    {
        var load = await migrations.GetLoadAsync(owner.Id, cancellationToken);
        var (maxMigrations, maxMailboxes) = (options.Value.MaxUnfinishedMigrations, options.Value.MaxUnfinishedMailboxes);
        var reason = load.Migrations + added.Migrations > maxMigrations
            ? string.Create(CultureInfo.InvariantCulture, $"customer {owner.Code} has {load.Migrations} migrations that have not ended; at most {maxMigrations} are allowed")
            : load.Mailboxes + added.Mailboxes > maxMailboxes
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"customer {owner.Code} has {load.Mailboxes} mailboxes in migrations that have not ended, and {added.Mailboxes} would come; at most {maxMailboxes} are allowed")
            : null;
        if (reason is not null)
        {
            throw new RequestInvalidException([new LocatedError("csv_file_content", reason, UploadErrorCode.TooMany)]);
        }
    }
}
