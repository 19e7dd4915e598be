using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Customers.Add;

/// <summary>Adds a customer.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record AddCustomerCommand(Caller Caller) : IApiRequest, IRetriedWhenOvertaken, IRequest<CustomerDto>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.AddCustomer;

    /// <summary>See <see cref="CustomerCode"/>.</summary>
    public string? Code { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>The mail domains that belong to the customer; null = none.</summary>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <summary>See <see cref="Customer.Weight"/>; null = 1.</summary>
    public int? Weight { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

internal sealed class AddCustomerCommandHandler(ICustomerRepository customers, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<AddCustomerCommand, CustomerDto>
{
    public async Task<CustomerDto> Handle(AddCustomerCommand request, CancellationToken cancellationToken)
    {
        var customer = Customer.Create(request.Code!, request.Name!, request.Domains ?? [], clock.GetUtcNow());
        customer.Weigh(request.Weight ?? customer.Weight);
        FieldError[] errors =
        [
            .. await FindTakenCodeAsync(customer.Code, cancellationToken),
            .. await customers.FindTakenAsync([.. customer.Domains.Select(domain => domain.Name)], cancellationToken),
        ];
        if (errors.Length > 0)
        {
            throw new RequestInvalidException(errors);
        }

        customers.Add(customer);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return CustomerDto.Of(customer);
    }

    private async Task<IEnumerable<FieldError>> FindTakenCodeAsync(string code, CancellationToken cancellationToken) =>
        await customers.FindTakenCodeAsync(code, cancellationToken) is not { } taken ? []
            : taken == code ? [new FieldError("code", $"{code} is taken")]
            : [new FieldError("code", $"is taken: there is a customer {taken}, and codes must differ in more than case")];
}
