using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Weigh;

/// <summary>Gives a customer another weight among those that have runs waiting.</summary>
/// <param name="Code">The customer's code.</param>
/// <param name="Weight">See <see cref="Domain.Customers.Customer.Weight"/>.</param>
public sealed record WeighCustomerCommand(string Code, int Weight) : IRequest;

internal sealed class WeighCustomerCommandHandler(ICustomerRepository customers, IUnitOfWork unitOfWork) : AsyncRequestHandler<WeighCustomerCommand>
{
    protected override async Task Handle(WeighCustomerCommand request, CancellationToken cancellationToken)
    {
        var customer = await customers.FindAsync(request.Code, cancellationToken)
            ?? throw new RequestInvalidException([new FieldError("code", $"{request.Code} is no customer")]);
        customer.Weigh(request.Weight);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
