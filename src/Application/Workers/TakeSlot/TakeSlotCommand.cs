using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Workers.TakeSlot;

/// <summary>Gives a waiting migration one of its customer's slots, of which one has to be free.</summary>
/// <param name="Code">The migration's code.</param>
[NotAudited(NotAuditedAttribute.OfWorkers)]
public sealed record TakeSlotCommand(string Code) : IChangesMigration, IRequest;

internal sealed class TakeSlotCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, TimeProvider clock)
    : AsyncRequestHandler<TakeSlotCommand>
{
    protected override async Task Handle(TakeSlotCommand request, CancellationToken cancellationToken)
    {
        if (await migrations.FindAsync(request.Code, cancellationToken) is { Status: MigrationStatus.ToSchedule, IsPaused: false } migration)
        {
            migration.Schedule(clock.GetUtcNow());
            await unitOfWork.SaveChangesAsync(cancellationToken);
        }
    }
}
