using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Connections.List;

/// <summary>Asks for one page of the connections that the caller may see, the oldest first.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record ListConnectionsQuery(Caller Caller) : IApiRequest, IRequest<ConnectionListDto>
{
    /// <summary>Only this customer's; for admins. Null = every customer's.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || CustomerCode is null;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of connections.</summary>
/// <param name="Resources">The page's connections.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record ConnectionListDto(IReadOnlyList<ConnectionDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListConnectionsQueryHandler(IConnectionRepository connections, ICustomerRepository customers)
    : IRequestHandler<ListConnectionsQuery, ConnectionListDto>
{
    public async Task<ConnectionListDto> Handle(ListConnectionsQuery request, CancellationToken cancellationToken)
    {
        var owner = request.CustomerCode is { } code ? await customers.GetIdAsync(code, cancellationToken) : request.Caller.CustomerId;
        var page = new PageRequest(request.Page, request.Per);
        var (items, total) = await connections.ListAsync(owner, page, cancellationToken);
        return new ConnectionListDto([.. items.Select(ConnectionDto.Of)], PaginationDto.Of(page, total, "created_at", "asc"));
    }
}
