using AutoMapper;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

internal sealed class RepairResourceCommandHandler(
    IMigrationRepository migrations,
    IResourceRepository resources,
    IConnectionRepository connections,
    IUnitOfWork unitOfWork,
    QueueAfterwards afterwards,
    CustomerLimits limits,
    ISecretSealer sealer,
    IMapper mapper,
    IOptions<WorkerOptions> options,
    TimeProvider clock)
    : IRequestHandler<RepairResourceCommand, Revalidated<SingleMigrationResourceDto>>
{
    private const string ResourceCode = "resource_code";

    public async Task<Revalidated<SingleMigrationResourceDto>> Handle(RepairResourceCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var migration = await migrations.FindForAsync(request.Caller, request.Code, cancellationToken);
        var resource = migration.GetResource(request.ResourceCode);
        AnswerTag.EnsureSeen(MigrationResourceProfile.Show(mapper, resource, migration.FromDate), request.ExpectedTags);
        var before = resource.ToLogin();
        if (request.Known is { } known && known != before)
        {
            throw new ConflictException(new FieldError(ResourceCode, "has been repaired by another request at the same time; look at it, and send yours again if it is still needed"));
        }

        request.Known = before;
        if ((Refusals.OfChange(migration, now - options.Value.RetryWithin) ?? (resource.IsRunning ? Refusals.IsRunning : null)) is { } reason)
        {
            throw new RequestInvalidException([new FieldError(ResourceCode, reason)]);
        }

        var login = RepairedLogin.Of(migration, resource, request, await connections.ListAllAsync(migration.CustomerId, cancellationToken), sealer);
        if (migration.Status.HasEnded())
        {
            await limits.EnsureOwnedAsync(migration, resource, ResourceCode, cancellationToken);
        }

        if (login.ConnectionId is { } connectionId)
        {
            await unitOfWork.TakeTurnAsync(migration.CustomerId, cancellationToken);
            await connections.EnsureThereAsync(migration.CustomerId, [connectionId], cancellationToken);
        }

        if (login.RemoteServer != before.RemoteServer || login.RemoteUsername != before.RemoteUsername)
        {
            // What is known of the folders of another mailbox means nothing here. Without it they are compared with the destination.
            await resources.ForgetCheckpointsAsync(resource.Id, cancellationToken);
        }

        migration.Repair(resource, login, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        await afterwards.FollowAsync(migration.Code, async queue =>
        {
            // What waits may be in the line for the old server, or have to wait for it.
            await queue.WithdrawAsync(resource.Id, CancellationToken.None);
            await queue.FillAsync(migration.Id, CancellationToken.None);
        });
        return AnswerTag.Revalidate(MigrationResourceProfile.Show(mapper, resource, migration.FromDate));
    }
}
