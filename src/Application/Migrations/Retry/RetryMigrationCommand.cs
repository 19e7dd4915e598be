using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Workers;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Retry;

/// <summary>Tries the mailboxes of a migration that has ended again which are no success, failed tests included.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record RetryMigrationCommand(Caller Caller, string Code) : IApiRequest, IChangesMigration, IRequest<SingleMigrationDto>
{
    /// <summary>Only these, by their codes; null = all.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Only those whose latest run failed for this reason; null = any.</summary>
    public string? ErrorCode { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class RetryMigrationCommandHandler(IMigrationRepository migrations, IUnitOfWork unitOfWork, IWorkQueue queue, MigrationView view, TimeProvider clock)
    : IRequestHandler<RetryMigrationCommand, SingleMigrationDto>
{
    public async Task<SingleMigrationDto> Handle(RetryMigrationCommand request, CancellationToken cancellationToken)
    {
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        if (!migration.CanRetry)
        {
            throw new RequestInvalidException([new FieldError("migration_code", Refusals.OfRetry(migration))]);
        }

        migration.Retry(clock.GetUtcNow(), RetryPick.Of(migration, request));
        await unitOfWork.SaveChangesAsync(cancellationToken);
        await queue.FillAsync(migration.Id, CancellationToken.None);
        return view.Show(migration);
    }
}
