using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Progress;

/// <summary>Asks how far a migration has come.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record GetProgressQuery(Caller Caller, string Code) : IApiRequest, IRequest<ProgressDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetProgressQueryHandler(IMigrationRepository migrations, IResourceRepository resources, TimeProvider clock)
    : IRequestHandler<GetProgressQuery, ProgressDto>
{
    public async Task<ProgressDto> Handle(GetProgressQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var progress = new StepProgress(await resources.ListAllAsync(migration.Id, cancellationToken), migration.Step);
        return new ProgressDto
        {
            Code = migration.Code,
            Status = migration.Status,
            StatusDetail = MigrationProfile.DetailOf(migration.IsCancelled, migration.IsPaused, migration.Step),
            Run = migration.Step is { } step ? EnumText<MigrationStep>.ToText(step) : null,
            Mailboxes = progress.Mailboxes,
            Messages = progress.Messages,
            BytesCopied = progress.BytesCopied,
            Rate = progress.BytesPerSecond,
            StartedAt = progress.StartedAt,
            Percent = (int)Math.Floor(progress.Share * 100),
            EtaSeconds = progress.SecondsLeftAt(clock.GetUtcNow()),
        };
    }
}
