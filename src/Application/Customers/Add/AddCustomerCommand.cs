using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Add;

/// <summary>Adds a customer.</summary>
/// <param name="Code">See <see cref="CustomerCode"/>.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Domain">The mail domains that belong to the customer; may be none.</param>
public sealed record AddCustomerCommand(string Code, string Name, IReadOnlyList<string> Domain) : IRequest;

internal sealed class AddCustomerCommandHandler(ICustomerRepository customers, IUnitOfWork unitOfWork, TimeProvider clock)
    : AsyncRequestHandler<AddCustomerCommand>
{
    protected override async Task Handle(AddCustomerCommand request, CancellationToken cancellationToken)
    {
        if (await customers.FindIdAsync(request.Code, cancellationToken) is not null)
        {
            throw new RequestInvalidException([new FieldError("code", $"{request.Code} is taken")]);
        }

        var customer = Customer.Create(request.Code, request.Name, request.Domain, clock.GetUtcNow());
        var taken = await customers.FindTakenDomainsAsync([.. customer.Domains.Select(domain => domain.Name)], cancellationToken);
        if (taken.Count > 0)
        {
            throw new RequestInvalidException([.. taken.Select(domain => new FieldError("domain", $"{domain} belongs to a customer already"))]);
        }

        customers.Add(customer);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
