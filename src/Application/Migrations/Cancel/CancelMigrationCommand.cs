using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Cancel;

/// <summary>Calls a migration off.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record CancelMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest<SingleMigrationDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class CancelMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, MigrationView view, TimeProvider clock)
    : IRequestHandler<CancelMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(CancelMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.CanCancel)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfCancel(migration))]);
        }

        migration.Cancel(clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await queue.RemoveWaitingAsync(migration.Id, CancellationToken.None);
        return view.Show(migration);
    }
}
