using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.GetResource;

/// <summary>Asks for one mailbox of a migration.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
/// <param name="ResourceCode">The mailbox's code.</param>
public sealed record GetResourceQuery(Caller Caller, string Code, string ResourceCode) : IApiRequest, IRequest<SingleMigrationResourceDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetResourceQueryHandler(IMigrationRepository migrations, IResourceRepository resources, IMapper mapper)
    : IRequestHandler<GetResourceQuery, SingleMigrationResourceDto>
{
    public async Task<SingleMigrationResourceDto> Handle(GetResourceQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var resource = await resources.FindAsync(migration.Id, request.ResourceCode, cancellationToken)
            ?? throw new NotFoundException($"resource {request.ResourceCode} of migration {request.Code}");
        return MigrationResourceProfile.Show(mapper, resource, migration.FromDate);
    }
}
