using FluentValidation;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Tokens.Issue;

internal sealed class IssueTokenValidator : AbstractValidator<IssueTokenCommand>
{
    private const int MaxDays = 3650;

    private static readonly string[] OfCustomers =
        [.. Enum.GetValues<TokenScope>().Where(scope => scope <= ApiToken.WidestOf(isAdmin: false)).Select(EnumText<TokenScope>.ToText)];

    public IssueTokenValidator(TimeProvider clock)
    {
        RuleFor(command => command.CustomerCode)
            .Must((command, customer) => command.Admin == (customer is null))
            .WithMessage("must be given for a customer's token, and must not be given for an admin's")
            .Must(customer => customer is null || CustomerCode.IsValid(customer))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(command => command.Name)
            .Must(ApiToken.IsValidName)
            .WithMessage($"must have at most {ApiToken.MaxNameLength} characters, none of them a control character");

        RuleFor(command => command.Scope)
            .Must(scope => scope is null || EnumText<TokenScope>.IsDefined(scope))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<TokenScope>.All)}")
            .Must((command, scope) => command.Admin || scope is null || OfCustomers.Contains(scope))
            .WithMessage($"must be one of {string.Join(" and ", OfCustomers)} for a customer's token");

        RuleFor(command => command.ExpiresInDays)
            .InclusiveBetween(1, MaxDays)
            .WithMessage($"must be between 1 and {MaxDays}");

        RuleFor(command => command.ExpiresAt)
            .Must((command, moment) => moment is null || command.ExpiresInDays is null)
            .WithMessage("must not be given beside expires_in_days")
            .Must(moment => moment is null || (moment > clock.GetUtcNow() && moment <= clock.GetUtcNow().AddDays(MaxDays)))
            .WithMessage($"must be in the future, and at most {MaxDays} days ahead");
    }
}
