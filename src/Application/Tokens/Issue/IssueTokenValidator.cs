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
            .WithMessage("must be given for a customer's token, and must not be given for an admin's");

        RuleFor(command => command.Name)
            .MaximumLength(ApiToken.MaxNameLength)
            .WithMessage($"must have at most {ApiToken.MaxNameLength} characters");

        RuleFor(command => command.ExpiresInDays)
            .InclusiveBetween(1, MaxDays)
            .WithMessage($"must be between 1 and {MaxDays}");
    }
}
