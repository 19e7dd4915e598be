using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Customers.List;

/// <summary>Asks for one page of the customers, by code.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record ListCustomersQuery(Caller Caller) : IApiRequest, IRequest<CustomerListDto>
{
    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of customers.</summary>
/// <param name="Resources">The page's customers.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record CustomerListDto(IReadOnlyList<CustomerDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListCustomersQueryHandler(ICustomerRepository customers) : IRequestHandler<ListCustomersQuery, CustomerListDto>
{
    public async Task<CustomerListDto> Handle(ListCustomersQuery request, CancellationToken cancellationToken)
    {
        var page = new PageRequest(request.Page, request.Per);
        var (items, total) = await customers.ListAsync(page, cancellationToken);
        return new CustomerListDto([.. items.Select(CustomerDto.Of)], PaginationDto.Of(page, total, "code", "asc"));
    }
}
