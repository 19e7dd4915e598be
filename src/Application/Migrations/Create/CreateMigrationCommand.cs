using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Creates a migration from a CSV file.</summary>
public sealed record CreateMigrationCommand(Caller Caller) : MigrationUpload(Caller), IIdempotentRequest<CreatedMigration>, IChangesMigration, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.CreateMigration;

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning =>
    [
        CsvFileName, CsvFileContent, CsvFileSize, Preset, CustomerCode, FirstExecutionDate?.UtcTicks, SecondExecutionDate?.UtcTicks, ExecuteNow, DateFilterPreset, CustomFromDate,

        // Requests without them mean what they did before there were any.
        .. SecondExecutionEvery is null && SecondExecutionUntil is null ? Array.Empty<object?>() : [SecondExecutionEvery, SecondExecutionUntil?.UtcTicks],
        .. Folders is null && ReceivedBefore is null && SizeLimit is null ? Array.Empty<object?>() : SelectionMeaning,
    ];

    private object?[] SelectionMeaning =>
    [
        "selection", ReceivedBefore, SizeLimit,
        .. (Folders?.Include ?? []).Select(pattern => "+" + pattern), .. (Folders?.Exclude ?? []).Select(pattern => "-" + pattern),
        .. (Folders?.Map ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { "=" + pair.Key, pair.Value }),
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
    IConnectionRepository connections,
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
        var owner = await customers.FindOwnerAsync(request, cancellationToken);
        var preset = EnumText<Preset>.Parse(request.Preset!);
        var content = upload.Read(request.CsvFileContent!, preset, owner, await connections.ListAllAsync(owner.Id, cancellationToken));
        content.Faults.ThrowIfAny();

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
        known.IsThere ? Task.FromResult(new CreatedMigration(known.MigrationCode) { Warnings = WarningsOf(request) })
            : throw new RequestInvalidException(
                [new FieldError(KnownRequest.Field, $"was used to create {known.MigrationCode}, which has been deleted since; send another key to create it again")]);

    // The file is the same, and so is what is seldom meant in it.
    private IReadOnlyList<LocatedError> WarningsOf(CreateMigrationCommand request) =>
        upload.Read(request.CsvFileContent!, EnumText<Preset>.Parse(request.Preset!), owner: null, connections: null).Warnings.ToErrors();

    private static ExecutionPlan PlanOf(CreateMigrationCommand request, DateTimeOffset now) => new(
        request.FirstExecutionDate,
        request.SecondExecutionDate,
        request.ExecuteNow,
        DateFilters.FromDate(request.DateFilterPreset, request.CustomFromDate, now),
        request is { SecondExecutionEvery: { } hours, SecondExecutionUntil: { } until } ? new Repetition(hours, until) : null,
        new MailSelection(request.Folders?.ToSelection() ?? FolderSelection.All, SelectionFaults.ReadMoment(request.ReceivedBefore), request.SizeLimit));
}
