using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Customers.List;

/// <summary>Asks for every customer, by code.</summary>
public sealed record ListCustomersQuery : IRequest<IReadOnlyList<Customer>>;

internal sealed class ListCustomersQueryHandler(ICustomerRepository customers)
    : IRequestHandler<ListCustomersQuery, IReadOnlyList<Customer>>
{
    public Task<IReadOnlyList<Customer>> Handle(ListCustomersQuery request, CancellationToken cancellationToken) =>
        customers.ListAsync(cancellationToken);
}
