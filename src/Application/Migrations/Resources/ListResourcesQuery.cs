using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Asks for one page of a migration's resources, in the file's order.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record ListResourcesQuery(Caller Caller, string Code) : IApiRequest, IRequest<MigrationResourceListDto>
{
    /// <summary>Only resources with this status; null or <see cref="ListMigrationsQuery.AllStatuses"/> = any.</summary>
    public string? Status { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <summary>Only resources in which this occurs; see <see cref="ResourceFilter.Search"/>. Null = any.</summary>
    public string? Query { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of resources.</summary>
/// <param name="Resources">The page's resources.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record MigrationResourceListDto(IReadOnlyList<MigrationResourceDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListResourcesQueryHandler(IMigrationRepository migrations, IResourceRepository resources, IMapper mapper)
    : IRequestHandler<ListResourcesQuery, MigrationResourceListDto>
{
    public async Task<MigrationResourceListDto> Handle(ListResourcesQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var search = string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
        var page = new PageRequest(request.Page, request.Per);
        var (items, total) = await resources.ListAsync(new ResourceFilter(migration.Id, StatusOf(request), search), page, cancellationToken);
        return new MigrationResourceListDto(
            MigrationResourceProfile.Map(mapper, items, migration.FromDate),
            PaginationDto.Of(page, total, "row", "asc") with { Query = search is null ? null : request.Query, Status = request.Status });
    }

    private static ResourceStatusFilter? StatusOf(ListResourcesQuery request) =>
        request.Status is null or ListMigrationsQuery.AllStatuses ? null : EnumText<ResourceStatusFilter>.Parse(request.Status);
}
