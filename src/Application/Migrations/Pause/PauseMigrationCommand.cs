using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Pause;

/// <summary>Pauses a migration: no run begins until it is resumed, and those under way are handed back.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record PauseMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest<SingleMigrationDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class PauseMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, MigrationView view, TimeProvider clock)
    : IRequestHandler<PauseMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(PauseMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.CanPause)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfPause(migration))]);
        }

        migration.Pause(clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await queue.RemoveWaitingAsync(migration.Id, CancellationToken.None);
        return view.Show(migration);
    }
}
