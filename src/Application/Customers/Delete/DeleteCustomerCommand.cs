using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Delete;

/// <summary>Takes a customer away that has no migrations, with its domains, tokens and webhooks.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The customer's code.</param>
public sealed record DeleteCustomerCommand(Caller Caller, string Code) : IApiRequest, IRetriedWhenOvertaken, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.DeleteCustomer;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class DeleteCustomerCommandHandler(ICustomerRepository customers, IUnitOfWork unitOfWork) : AsyncRequestHandler<DeleteCustomerCommand>
{
    protected override async Task Handle(DeleteCustomerCommand request, CancellationToken cancellationToken)
    {
        var customer = await customers.GetInTurnAsync(unitOfWork, request.Code, cancellationToken);
        if (await customers.HasMigrationsAsync(customer.Id, cancellationToken))
        {
            unitOfWork.Forget();
            throw new RequestInvalidException(
                [new FieldError("code", "can't be deleted: the customer has migrations; delete these first, or disable the customer")]);
        }

        await customers.RemoveAsync(customer, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);
    }
}
