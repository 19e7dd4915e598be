using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.Execute;

/// <summary>Makes an execution of a migration due now. For admins.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record ExecuteMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ExecuteMigration;

    /// <summary>Which execution: <c>first</c> or <c>second</c>.</summary>
    public string? Execution { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class ExecuteMigrationCommandHandler(
    IMigrationRepository migrations, IUnitOfWork unitOfWork, QueueAfterwards afterwards, CustomerLimits limits, IOptions<WorkerOptions> options, TimeProvider clock)
    : IRequestHandler<ExecuteMigrationCommand>
{
    public async Task<Unit> Handle(ExecuteMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        migrations.EnsureSeen(migration, request.ExpectedTags);
        var execution = EnumText<Execution>.Parse(request.Execution!);
        var now = clock.GetUtcNow();
        var hasEnded = migration.Status.HasEnded();
        try
        {
            if (hasEnded && !(migration.IsWithinReach(now - options.Value.RetryWithin) && migration.CanRepeat))
            {
                throw new IllegalTransitionException(migration.State, MigrationTransition.ForceSecondExecution);
            }

            migration.ForceExecution(execution, now);
        }
        catch (IllegalTransitionException)
        {
            throw new RequestInvalidException([new FieldError("execution", Refusals.OfExecution(migration, execution))]);
        }

        if (hasEnded)
        {
            await limits.EnsureRoomAgainAsync(migration, "execution", cancellationToken);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        await afterwards.FollowAsync(migration.Code, queue => queue.WakeAsync(CancellationToken.None));
        return Unit.Value;
    }
}
