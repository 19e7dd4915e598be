using FluentValidation;

namespace Hosting.Migrations.Application.Customers.Change;

internal sealed class ChangeCustomerValidator : AbstractValidator<ChangeCustomerCommand>
{
    public ChangeCustomerValidator()
    {
        RuleFor(command => command.Name).MustBeCustomerName();
        RuleFor(command => command.Domains).MustBeDomains();
        RuleFor(command => command.Weight).MustBeWeight();
    }
}
