using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Creates a migration from a CSV file.</summary>
public sealed record CreateMigrationCommand(Caller Caller) : IIdempotentRequest<CreatedMigration>, IChangesMigration, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.CreateMigration;

    /// <summary>The name under which the client keeps the file; a folder before it is left out.</summary>
    public string? CsvFileName { get; init; }

    /// <summary>The whole file.</summary>
    public string? CsvFileContent { get; init; }

    /// <summary>The file's size in bytes, where the client says it.</summary>
    public int? CsvFileSize { get; init; }

    /// <summary>The text of a <see cref="Domain.Migrations.Preset"/>.</summary>
    public string? Preset { get; init; }

    /// <summary>Whose migration it is to be; for admins.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>When the first execution is due.</summary>
    public DateTimeOffset? FirstExecutionDate { get; init; }

    /// <summary>When the second execution is due; null = none.</summary>
    public DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>The hours from one further delta to the next; null = the second execution is done once.</summary>
    public int? SecondExecutionEvery { get; init; }

    /// <summary>No further delta is due after this moment.</summary>
    public DateTimeOffset? SecondExecutionUntil { get; init; }

    /// <summary>Whether the first execution is due as soon as validation is over.</summary>
    public bool ExecuteNow { get; init; }

    /// <summary>all, last_month, last_6_months, last_year or custom; null = all.</summary>
    public string? DateFilterPreset { get; init; }

    /// <summary>From when on, with the preset <c>custom</c>: a date or a moment.</summary>
    public string? CustomFromDate { get; init; }

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || (CustomerCode is null && Unreadable.All(error => error.Field != "customer_code"));

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];

    /// <inheritdoc />
    public IEnumerable<object?> Meaning =>
    [
        CsvFileName, CsvFileContent, CsvFileSize, Preset, CustomerCode, FirstExecutionDate?.UtcTicks, SecondExecutionDate?.UtcTicks, ExecuteNow, DateFilterPreset, CustomFromDate,

        // Requests without them mean what they did before there were any.
        .. SecondExecutionEvery is null && SecondExecutionUntil is null ? Array.Empty<object?>() : [SecondExecutionEvery, SecondExecutionUntil?.UtcTicks],
    ];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <summary>The name alone: the content holds passwords.</summary>
    public override string ToString() => nameof(CreateMigrationCommand);
}

/// <summary>A migration that was created.</summary>
/// <param name="Code">Its code.</param>
public sealed record CreatedMigration(string Code)
{
    /// <summary>What is sound in the file, but seldom meant; nothing is told again of an earlier request.</summary>
    public IReadOnlyList<LocatedError> Warnings { get; init; } = [];
}

internal sealed class CreateMigrationCommandHandler(
    IMigrationRepository migrations,
    ICustomerRepository customers,
    KnownRequests requests,
    ISecretSealer sealer,
    IUnitOfWork unitOfWork,
    QueueAfterwards afterwards,
    CsvUpload upload,
    CustomerLimits limits,
    TimeProvider clock)
    : IRequestHandler<CreateMigrationCommand, CreatedMigration>, IReplay<CreateMigrationCommand, CreatedMigration>
{
    public async Task<CreatedMigration> Handle(CreateMigrationCommand request, CancellationToken cancellationToken)
    {
        var owner = await OwnerOf(request, cancellationToken);
        var preset = EnumText<Preset>.Parse(request.Preset!);
        var content = upload.Read(request.CsvFileContent!, preset, owner);

        // A code that is taken is found out when it is stored; then all this is done again with another.
        var now = clock.GetUtcNow();
        var code = MigrationCode.New();
        var migration = Migration.Create(
            owner, code, CsvNames.FileOf(request, code, now), preset, PlanOf(request, now), [.. content.Mailboxes.Select(mailbox => mailbox.Seal(sealer))], now);
        await limits.EnsureRoomAsync(owner, new CustomerLoad(1, migration.ResourceCount), cancellationToken);
        migrations.Add(migration);
        requests.Note(request, code, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return new CreatedMigration(code) { Warnings = content.Warnings.ToErrors() };
    }

    public Task<CreatedMigration> ReplayAsync(CreateMigrationCommand request, KnownRequest known, CancellationToken cancellationToken) =>
        known.IsThere ? Task.FromResult(new CreatedMigration(known.MigrationCode))
            : throw new RequestInvalidException(
                [new FieldError(KnownRequest.Field, $"was used to create {known.MigrationCode}, which has been deleted since; send another key to create it again")]);

    private async Task<Customer> OwnerOf(CreateMigrationCommand request, CancellationToken cancellationToken) =>
        (request.Caller.CustomerId is { } id
            ? await customers.FindAsync(id, cancellationToken)
            : await customers.FindAsync(request.CustomerCode!, cancellationToken))
        ?? throw new NotFoundException($"customer {request.CustomerCode}");

    private static ExecutionPlan PlanOf(CreateMigrationCommand request, DateTimeOffset now) => new(
        request.FirstExecutionDate,
        request.SecondExecutionDate,
        request.ExecuteNow,
        DateFilters.FromDate(request.DateFilterPreset, request.CustomFromDate, now),
        request is { SecondExecutionEvery: { } hours, SecondExecutionUntil: { } until } ? new Repetition(hours, until) : null);
}
