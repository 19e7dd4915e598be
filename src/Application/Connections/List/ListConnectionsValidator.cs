using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Connections.List;

internal sealed class ListConnectionsValidator : AbstractValidator<ListConnectionsQuery>
{
    public ListConnectionsValidator()
    {
        RuleFor(query => query.CustomerCode)
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
    }
}
