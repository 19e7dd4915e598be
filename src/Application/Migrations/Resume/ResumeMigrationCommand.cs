using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Resume;

/// <summary>Ends the pause of a migration, which goes on where it stood.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record ResumeMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest<SingleMigrationDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class ResumeMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, MigrationView view, TimeProvider clock)
    : IRequestHandler<ResumeMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(ResumeMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.IsPaused)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.NotPaused)]);
        }

        migration.Resume(clock.GetUtcNow());
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await queue.FillAsync(migration.Id, CancellationToken.None);
        await queue.WakeAsync(CancellationToken.None);
        return view.Show(migration);
    }
}
