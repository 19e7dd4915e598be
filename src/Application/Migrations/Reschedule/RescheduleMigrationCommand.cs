using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Reschedule;

/// <summary>Gives executions that have not begun other dates, plans further deltas, and chooses other mail.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record RescheduleMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest<Revalidated<SingleMigrationDto>>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RescheduleMigration;

    /// <summary>Whether the first execution gets another date.</summary>
    public bool MovesFirst { get; init; }

    /// <summary>Whether the second execution gets another date, or is planned no more.</summary>
    public bool MovesSecond { get; init; }

    /// <summary>When the first execution is to be due.</summary>
    public DateTimeOffset? FirstExecutionDate { get; init; }

    /// <summary>When the second execution is to be due; null = it is planned no more.</summary>
    public DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>Whether the hours between deltas change, or no further delta is planned any more.</summary>
    public bool MovesEvery { get; init; }

    /// <summary>Whether the date changes after which no further delta is due.</summary>
    public bool MovesUntil { get; init; }

    /// <summary>The hours from one further delta to the next; null = none is planned any more.</summary>
    public int? SecondExecutionEvery { get; init; }

    /// <summary>No further delta is due after this moment.</summary>
    public DateTimeOffset? SecondExecutionUntil { get; init; }

    /// <summary>Which folders are copied from now on; null = as before.</summary>
    public FoldersDto? Folders { get; init; }

    /// <summary>Whether the upper date changes.</summary>
    public bool ChangesReceivedBefore { get; init; }

    /// <summary>The upper date: a date or a moment; null = none.</summary>
    public string? ReceivedBefore { get; init; }

    /// <summary>Whether the size limit changes.</summary>
    public bool ChangesSizeLimit { get; init; }

    /// <summary>The largest message, in bytes; null = any.</summary>
    public long? SizeLimit { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class RescheduleMigrationCommandHandler(
    IMigrationRepository migrations, IUnitOfWork unitOfWork, MigrationView view, TimeProvider clock)
    : IRequestHandler<RescheduleMigrationCommand, Revalidated<SingleMigrationDto>>
{
    private const string First = "first_execution_date";
    private const string Second = "second_execution_date";

    public async Task<Revalidated<SingleMigrationDto>> Handle(RescheduleMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        migrations.EnsureSeen(migration, request.ExpectedTags);
        var dates = new ExecutionDates(
            request.MovesFirst ? request.FirstExecutionDate : migration.FirstExecutionDate,
            request.MovesSecond ? request.SecondExecutionDate : migration.SecondExecutionDate,
            RescheduledRepetition.Of(migration, request));
        var selection = ChosenMail.Of(migration, request);
        FieldError[] errors = [.. Refuse(migration, dates).Concat(RescheduledRepetition.Refuse(migration, dates, request)).Concat(ChosenMail.Refuse(migration, selection, request)).DistinctBy(error => error.Field)];
        if (errors.Length > 0)
        {
            throw new RequestInvalidException(errors);
        }

        migration.Reschedule(dates, clock.GetUtcNow());
        migration.SelectMail(selection, clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new Revalidated<SingleMigrationDto>(migrations.TagOf(migration, migration.IsLate(view.LateThreshold)), view.Show(migration));
    }

    private static IEnumerable<FieldError> Refuse(Migration migration, ExecutionDates dates)
    {
        var (movesFirst, movesSecond) = (dates.First != migration.FirstExecutionDate, dates.Second != migration.SecondExecutionDate);
        if (movesFirst && !migration.CanMove(Execution.First))
        {
            yield return new FieldError(First, Refusals.OfMove(migration));
        }

        if (movesSecond && !migration.CanMove(Execution.Second))
        {
            yield return new FieldError(Second, Refusals.OfMove(migration));
        }
        else if (movesSecond && dates.Second is null && migration.Step == MigrationStep.SecondExecution)
        {
            yield return new FieldError(Second, "can't be taken away once the first execution is over; cancel the migration instead");
        }
        else if ((movesFirst || movesSecond) && dates.Second <= dates.First)
        {
            yield return new FieldError(movesSecond ? Second : First, movesSecond ? "must be later than the first execution" : "must be earlier than the second execution");
        }
    }
}
