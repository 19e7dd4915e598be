using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.List;

/// <summary>Asks for one page of the migrations that the caller may see, newest first.</summary>
public sealed record ListMigrationsQuery(Caller Caller) : IApiRequest, IRequest<Revalidated<MigrationListDto>>
{
    /// <summary>The value of <see cref="Status"/> that stands for every status.</summary>
    public const string AllStatuses = "all";

    /// <summary>The greatest length of <see cref="Query"/>, in Unicode characters.</summary>
    public const int MaxQueryLength = 200;

    /// <summary>Only this customer's migrations; for admins. Null = every customer's.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>Only migrations with this status; null or <see cref="AllStatuses"/> = any.</summary>
    public string? Status { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <summary>Only migrations in which this occurs; see <see cref="MigrationFilter.Search"/>. Null = any.</summary>
    public string? Query { get; init; }

    /// <summary>The tags of the answers that the client has kept; if one is still good, there is no need for another answer.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || CustomerCode is null;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of migrations.</summary>
/// <param name="Resources">The page's migrations.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record MigrationListDto(IReadOnlyList<MigrationDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListMigrationsQueryHandler(
    IMigrationRepository migrations, ICustomerRepository customers, IMapper mapper, IOptions<MigrationOptions> options, TimeProvider clock)
    : IRequestHandler<ListMigrationsQuery, Revalidated<MigrationListDto>>
{
    private readonly TimeSpan _lateAfter = options.Value.LateAfter;

    public async Task<Revalidated<MigrationListDto>> Handle(ListMigrationsQuery request, CancellationToken cancellationToken)
    {
        var filter = new MigrationFilter(await OwnerOf(request, cancellationToken), StatusOf(request), SearchOf(request));
        if (await FindCurrentAsync(request, filter, cancellationToken) is { } current)
        {
            return new Revalidated<MigrationListDto>(current, null);
        }

        var page = await migrations.ListAsync(filter, new PageRequest(request.Page, request.Per), cancellationToken);
        var lateThreshold = clock.GetUtcNow() - _lateAfter;
        return new Revalidated<MigrationListDto>(
            ListTag.Of(request, filter, page.Version, LooksAlikeUntil(page.Items, lateThreshold), _lateAfter),
            new MigrationListDto(MigrationProfile.Map(mapper, page.Items, lateThreshold), Paginate(request, filter, page.TotalRecords)));
    }

    private async Task<string?> FindCurrentAsync(ListMigrationsQuery request, MigrationFilter filter, CancellationToken cancellationToken)
    {
        // Read once, however many tags a client sends.
        long? version = null;
        foreach (var tag in request.KnownTags)
        {
            if (ListTag.ReadUntil(tag) is not { } until || clock.GetUtcNow() > until)
            {
                continue;
            }

            version ??= await migrations.GetVersionAsync(filter, cancellationToken);
            if (tag == ListTag.Of(request, filter, version.Value, until, _lateAfter))
            {
                return tag;
            }
        }

        return null;
    }

    /// <summary>The last moment at which the page looks as it does now if nothing changes but time: then a migration becomes late.</summary>
    private DateTimeOffset LooksAlikeUntil(IReadOnlyList<Migration> items, DateTimeOffset lateThreshold) =>
        items
            .Where(migration => !migration.IsLate(lateThreshold) && migration.NextExecutionDate < DateTimeOffset.MaxValue - _lateAfter)
            .Select(migration => migration.NextExecutionDate!.Value + _lateAfter)
            .DefaultIfEmpty(DateTimeOffset.MaxValue)
            .Min();

    private static PaginationDto Paginate(ListMigrationsQuery request, MigrationFilter filter, long totalRecords) => new()
    {
        Per = request.Per,
        Page = request.Page,
        TotalPages = (int)((totalRecords + request.Per - 1) / request.Per),
        Query = filter.Search is null ? null : request.Query,
        Filter = null,
        Status = request.Status,
        SortField = "created_at",
        Sort = "desc",
        TotalRecords = totalRecords,
    };

    private async Task<long?> OwnerOf(ListMigrationsQuery request, CancellationToken cancellationToken) =>
        request.CustomerCode is null
            ? request.Caller.CustomerId
            : await customers.FindIdAsync(request.CustomerCode, cancellationToken)
                ?? throw new NotFoundException($"customer {request.CustomerCode}");

    private static MigrationStatus? StatusOf(ListMigrationsQuery request) =>
        request.Status is null or ListMigrationsQuery.AllStatuses ? null : EnumText<MigrationStatus>.Parse(request.Status);

    private static string? SearchOf(ListMigrationsQuery request) =>
        string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
}
