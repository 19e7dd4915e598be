using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers.Add;

internal sealed class AddCustomerValidator : AbstractValidator<AddCustomerCommand>
{
    public AddCustomerValidator()
    {
        RuleFor(command => command.Code)
            .NotNull().WithMessage("is required")
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(command => command.Name).NotNull().WithMessage("is required").MustBeCustomerName();
        RuleFor(command => command.Domains).MustBeDomains();
        RuleFor(command => command.Weight).MustBeWeight();
    }
}
