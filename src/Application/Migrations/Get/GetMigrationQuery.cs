using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Get;

/// <summary>Asks for one migration.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record GetMigrationQuery(Caller Caller, string Code) : IApiRequest, IRequest<Revalidated<SingleMigrationDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetMigrationQueryHandler(IMigrationRepository migrations, MigrationView view)
    : IRequestHandler<GetMigrationQuery, Revalidated<SingleMigrationDto>>
{
    public async Task<Revalidated<SingleMigrationDto>> Handle(GetMigrationQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);

        var tag = migrations.TagOf(migration, migration.IsLate(view.LateThreshold));
        return new Revalidated<SingleMigrationDto>(tag, request.KnownTags.Contains(tag) ? null : view.Show(migration));
    }
}
