using FluentValidation;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens.Issue;

internal sealed class IssueTokenValidator : AbstractValidator<IssueTokenCommand>
{
    private const int MaxDays = 3650;

    public IssueTokenValidator()
    {
        RuleFor(command => command.Customer)
            .Must((command, customer) => command.Admin == (customer is null))
            .WithMessage("must be given for a customer's token, and must not be given for an admin's")
            .Must(customer => customer is null || CustomerCode.IsValid(customer))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(command => command.Name)
            .Must(ApiToken.IsValidName)
            .WithMessage($"must have at most {ApiToken.MaxNameLength} characters, none of them a control character");

        RuleFor(command => command.ExpiresInDays)
            .InclusiveBetween(1, MaxDays)
            .WithMessage($"must be between 1 and {MaxDays}");
    }
}
