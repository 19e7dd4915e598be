using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers.Weigh;

internal sealed class WeighCustomerValidator : AbstractValidator<WeighCustomerCommand>
{
    public WeighCustomerValidator() =>
        RuleFor(command => command.Weight)
            .InclusiveBetween(1, Customer.MaxWeight)
            .WithMessage($"must be 1 to {Customer.MaxWeight}");
}
