using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Get;

/// <summary>Asks for one customer.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The customer's code.</param>
public sealed record GetCustomerQuery(Caller Caller, string Code) : IApiRequest, IRequest<CustomerDto>
{
    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetCustomerQueryHandler(ICustomerRepository customers) : IRequestHandler<GetCustomerQuery, CustomerDto>
{
    public async Task<CustomerDto> Handle(GetCustomerQuery request, CancellationToken cancellationToken) =>
        CustomerDto.Of(await customers.GetAsync(request.Code, cancellationToken));
}
