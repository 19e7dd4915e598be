using System.Globalization;
using AutoMapper;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.AddResources;

internal sealed class AddResourcesCommandHandler(
    IMigrationRepository migrations,
    ICustomerRepository customers,
    IConnectionRepository connections,
    IUnitOfWork unitOfWork,
    QueueAfterwards afterwards,
    ISecretSealer sealer,
    IMapper mapper,
    CsvUpload upload,
    CustomerLimits limits,
    KnownRequests requests,
    IOptions<MigrationOptions> options,
    TimeProvider clock)
    : IRequestHandler<AddResourcesCommand, AddedResourcesDto>, IReplay<AddResourcesCommand, AddedResourcesDto>
{
    public async Task<AddedResourcesDto> Handle(AddResourcesCommand request, CancellationToken cancellationToken)
    {
        if (await migrations.FindVisibleAsync(request.Caller, request.Code, cancellationToken) is not { } migration)
        {
            // What the request alone shows to be wrong comes first.
            upload.Read(request.CsvFileContent!, preset: null, owner: null, connections: null).Faults.ThrowIfAny();
            throw new NotFoundException($"migration {request.Code}");
        }

        if (Refusals.OfChange(migration) is { } reason)
        {
            throw new RequestInvalidException([new FieldError("migration_code", reason)]);
        }

        var owner = await customers.FindAsync(migration.CustomerId, cancellationToken) ?? throw new NotFoundException($"customer {migration.Owner}");
        if (owner.IsDisabled)
        {
            throw new RequestInvalidException([new FieldError("migration_code", "is of a customer who is disabled: enable the customer first")]);
        }

        var content = upload.Read(request.CsvFileContent!, migration.Preset, owner, await connections.ListAllAsync(owner.Id, cancellationToken));
        var known = new KnownMailboxes([.. migration.Resources], migration.Preset);
        CsvFault[] faults = [.. content.Faults, .. content.Mailboxes.SelectMany(known.FindFaults), .. FindExcess(migration, content.Mailboxes)];
        faults.ThrowIfAny();
        Mailbox[] mailboxes = [.. content.Mailboxes.Select(mailbox => mailbox.Seal(sealer))];
        await limits.EnsureRoomAsync(owner, new CustomerLoad(0, mailboxes.Length), cancellationToken);
        var now = clock.GetUtcNow();
        var added = migration.AddResources(owner, mailboxes, now);
        requests.Note(request, migration.Code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return Show(migration, added, content, known);
    }

    // Those that were added then and are still there, as they are now.
    public async Task<AddedResourcesDto> ReplayAsync(AddResourcesCommand request, KnownRequest known, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, known.MigrationCode, cancellationToken);
        var content = upload.Read(request.CsvFileContent!, migration.Preset, owner: null, connections: null);
        var before = new KnownMailboxes([.. migration.Resources.Where(resource => resource.CreatedAt < known.At)], migration.Preset);
        return Show(migration, [.. migration.Resources.Where(resource => resource.CreatedAt == known.At)], content, before);
    }

    private AddedResourcesDto Show(Migration migration, IReadOnlyList<MigrationResource> added, CsvContent content, KnownMailboxes known)
    {
        CsvFault[] warnings = [.. content.Warnings, .. content.Mailboxes.SelectMany(known.FindWarnings)];
        return new AddedResourcesDto(MigrationResourceProfile.Map(mapper, added, migration.FromDate), NoPaginationDto.Empty)
        {
            Warnings = UploadErrorDto.ListOf(warnings.ToErrors()),
        };
    }

    private IEnumerable<CsvFault> FindExcess(Migration migration, IReadOnlyList<CsvMailbox> mailboxes)
    {
        var count = migration.ResourceCount + mailboxes.Count;
        return count <= options.Value.MaxCsvRows ? [] :
        [
            new CsvFault(null, null, UploadErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"would give the migration {count} mailboxes; at most {options.Value.MaxCsvRows} are allowed")),
        ];
    }
}
