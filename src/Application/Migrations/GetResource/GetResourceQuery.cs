using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.GetResource;

/// <summary>Asks for one mailbox of a migration.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
/// <param name="ResourceCode">The mailbox's code.</param>
public sealed record GetResourceQuery(Caller Caller, string Code, string ResourceCode) : IApiRequest, IRequest<Revalidated<SingleMigrationResourceDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetResourceQueryHandler(IMigrationRepository migrations, IResourceRepository resources, IMapper mapper)
    : IRequestHandler<GetResourceQuery, Revalidated<SingleMigrationResourceDto>>
{
    public async Task<Revalidated<SingleMigrationResourceDto>> Handle(GetResourceQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var resource = await resources.FindAsync(migration.Id, request.ResourceCode, cancellationToken)
            ?? throw new NotFoundException($"resource {request.ResourceCode} of migration {request.Code}");
        return AnswerTag.Revalidate(MigrationResourceProfile.Show(mapper, resource, migration.FromDate), request.KnownTags);
    }
}
