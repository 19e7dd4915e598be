using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Customers.Add;

internal sealed class AddCustomerValidator : AbstractValidator<AddCustomerCommand>
{
    public AddCustomerValidator()
    {
        RuleFor(command => command.Code)
            .Must(CustomerCode.IsValid)
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(command => command.Name)
            .Must(Customer.IsValidName)
            .WithMessage($"must have 1 to {Customer.MaxNameLength} characters, none of them a control character");

        RuleFor(command => command.Domain)
            .Must(domains => domains.All(domain => MailDomain.TryParse(domain, out _)))
            .WithMessage("must be a domain name, such as example.com")
            .DependentRules(() => RuleFor(command => command.Domain)
                .Must(domains => domains.Select(MailDomain.Parse).Distinct().Count() == domains.Count)
                .WithMessage("must not be given twice"));
    }
}
