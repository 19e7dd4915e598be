using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Get;

/// <summary>Asks for one customer.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The customer's code.</param>
public sealed record GetCustomerQuery(Caller Caller, string Code) : IApiRequest, IRequest<Revalidated<CustomerDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetCustomerQueryHandler(ICustomerRepository customers) : IRequestHandler<GetCustomerQuery, Revalidated<CustomerDto>>
{
    public async Task<Revalidated<CustomerDto>> Handle(GetCustomerQuery request, CancellationToken cancellationToken) =>
        AnswerTag.Revalidate(CustomerDto.Of(await customers.GetAsync(request.Code, cancellationToken)), request.KnownTags);
}
