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

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class DeleteCustomerCommandHandler(ICustomerRepository customers, CustomerTurn turn, IUnitOfWork unitOfWork) : AsyncRequestHandler<DeleteCustomerCommand>
{
    protected override async Task Handle(DeleteCustomerCommand request, CancellationToken cancellationToken)
    {
        var customer = await customers.GetInTurnAsync(turn, request.Code, request.ExpectedTags, cancellationToken);
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
