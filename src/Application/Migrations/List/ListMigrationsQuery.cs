using System.Text.Json.Serialization;
using AutoMapper;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
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

    /// <summary>Only migrations with this status, or one of several with commas between them; null or <see cref="AllStatuses"/> = any.</summary>
    public string? Status { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <summary>Only migrations in which this occurs; see <see cref="MigrationFilter.Search"/>. Null = any.</summary>
    public string? Query { get; init; }

    /// <summary>The order: one of <see cref="ListSort.All"/>; null = the newest first.</summary>
    public string? Sort { get; init; }

    /// <summary>Only migrations that were created from this day or moment on; null = any.</summary>
    public string? CreatedFrom { get; init; }

    /// <summary>Only migrations that were created before this day or moment; null = any.</summary>
    public string? CreatedTo { get; init; }

    /// <summary>Only those that are late, or are not: <c>true</c> or <c>false</c>; null = any.</summary>
    public string? IsLate { get; init; }

    /// <summary>Only those whose mailboxes have errors, or have none: <c>true</c> or <c>false</c>; null = any.</summary>
    public string? HasErrors { get; init; }

    /// <summary>Where the page before of a walk ended, or <see cref="ListSort.Start"/>; null = the list is not walked.</summary>
    public string? Cursor { get; init; }

    /// <summary>The tags of the answers that the client has kept; if one is still good, there is no need for another answer.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <summary>Whether it asks for more than the first clients of the API could.</summary>
    internal bool IsRefined => (Sort ?? CreatedFrom ?? CreatedTo ?? IsLate ?? HasErrors ?? Cursor) is not null || ListRules.StatusesOf<MigrationStatus>(Status).Count > 1;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || CustomerCode is null;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of migrations.</summary>
/// <param name="Resources">The page's migrations.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record MigrationListDto(IReadOnlyList<MigrationDto> Resources, PaginationDto Pagination) : IWalkedDto
{
    /// <inheritdoc />
    [JsonIgnore]
    public bool IsWalked { get; init; }

    /// <summary>Where a walk by cursor goes on; left out on its last page, and where the list is not walked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextCursor { get; init; }
}

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

        if (request.IsRefined)
        {
            return await ListRefinedAsync(request, filter, cancellationToken);
        }

        var page = await migrations.ListAsync(filter, new PageRequest(request.Page, request.Per), cancellationToken);
        var lateThreshold = clock.GetUtcNow() - _lateAfter;
        return new Revalidated<MigrationListDto>(
            ListTag.Of(request, filter, page.Version, LooksAlikeUntil(page.Items, lateThreshold), _lateAfter),
            new MigrationListDto(MigrationProfile.Map(mapper, page.Items, lateThreshold), Paginate(request, filter, page.TotalRecords)));
    }

    private async Task<Revalidated<MigrationListDto>> ListRefinedAsync(ListMigrationsQuery request, MigrationFilter filter, CancellationToken cancellationToken)
    {
        var (sort, lateThreshold, isWalked) = (ListSort.Read(request.Sort), clock.GetUtcNow() - _lateAfter, request.Cursor is not null);
        var refinement = new MigrationRefinement
        {
            Statuses = ListRules.StatusesOf<MigrationStatus>(request.Status) is { Count: > 1 } several ? several : [],
            CreatedFrom = request.CreatedFrom is { } from ? MomentText.Read(from) : null,
            CreatedTo = request.CreatedTo is { } to ? MomentText.Read(to) : null,
            LateSince = request.IsLate == ListRules.True ? lateThreshold : null,
            NotLateSince = request.IsLate == ListRules.False ? lateThreshold : null,
            HasErrors = request.HasErrors is { } hasErrors ? hasErrors == ListRules.True : null,
            Sort = sort,
            After = ListSort.ReadPlace(sort, request.Cursor),
        };

        // On a walk one more tells whether there is another page.
        var page = await migrations.ListRefinedAsync(filter, refinement, new PageRequest(request.Page, request.Per + (isWalked ? 1 : 0)), cancellationToken);
        Migration[] items = [.. page.Items.Take(request.Per)];

        // What is late changes with time alone, also for those that are not on the page: such an answer is never taken for still good.
        var until = request.IsLate is null ? LooksAlikeUntil(items, lateThreshold) : DateTimeOffset.MinValue;
        return new Revalidated<MigrationListDto>(
            ListTag.Of(request, filter, page.Version, until, _lateAfter),
            new MigrationListDto(
                MigrationProfile.Map(mapper, items, lateThreshold),
                Paginate(request, filter, page.TotalRecords) with { SortField = ListSort.FieldOf(sort), Sort = sort.IsDescending ? "desc" : "asc" })
            {
                IsWalked = isWalked,
                NextCursor = page.Items.Count > items.Length ? ListSort.Write(sort, new MigrationPlace(sort.KeyOf(items[^1]), items[^1].Id)) : null,
            });
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

    // Of several none is the list's own: its version is that of all.
    private static MigrationStatus? StatusOf(ListMigrationsQuery request) =>
        ListRules.StatusesOf<MigrationStatus>(request.Status) is [var status] ? status : null;

    private static string? SearchOf(ListMigrationsQuery request) =>
        string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
}
