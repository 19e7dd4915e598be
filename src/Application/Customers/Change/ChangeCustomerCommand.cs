using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Change;

/// <summary>Changes a customer. What is null stays as it is.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The customer's code, which never changes.</param>
public sealed record ChangeCustomerCommand(Caller Caller, string Code) : IApiRequest, IRetriedWhenOvertaken, IRequest<Revalidated<CustomerDto>>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.ChangeCustomer;

    /// <summary>The name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>All mail domains that belong to the customer from now on.</summary>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <summary>See <see cref="Customer.Weight"/>.</summary>
    public int? Weight { get; init; }

    /// <summary>Whether the customer's tokens are refused, and nothing new is begun for it.</summary>
    public bool? Disabled { get; init; }

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class ChangeCustomerCommandHandler(ICustomerRepository customers, CustomerTurn turn, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<ChangeCustomerCommand, Revalidated<CustomerDto>>
{
    public async Task<Revalidated<CustomerDto>> Handle(ChangeCustomerCommand request, CancellationToken cancellationToken)
    {
        // An upload that has found its mailboxes in a domain of the customer waits, and looks again.
        var customer = await customers.GetInTurnAsync(turn, request.Code, request.ExpectedTags, cancellationToken);
        if (request.Domains is { } domains)
        {
            if (await FindFaultsAsync(customer, [.. domains.Select(MailDomain.Parse)], cancellationToken) is { Count: > 0 } faults)
            {
                unitOfWork.Forget();
                throw new RequestInvalidException(faults);
            }

            customer.ReplaceDomains(domains);
        }

        customer.Rename(request.Name ?? customer.Name);
        customer.Weigh(request.Weight ?? customer.Weight);
        if (request.Disabled is true)
        {
            customer.Disable(clock.GetUtcNow());
        }
        else if (request.Disabled is false)
        {
            customer.Enable();
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        return AnswerTag.Revalidate(CustomerDto.Of(customer));
    }

    private async Task<IReadOnlyList<FieldError>> FindFaultsAsync(
        Customer customer, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var owned = customer.Domains.Select(domain => domain.Name).ToList();
        var busy = await customers.FindBusyDomainsAsync(customer.Id, [.. owned.Except(wanted)], cancellationToken);
        return
        [
            .. await customers.FindTakenAsync([.. wanted.Except(owned)], cancellationToken),
            .. busy.Select(domain => new FieldError(
                "domains", $"must keep {domain}: migrations that have not ended write into it; wait for their end, or cancel or delete them first")),
        ];
    }
}
