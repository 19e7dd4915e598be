using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;

namespace Hosting.Migrations.Application.Tokens.List;

internal sealed class ListTokensValidator : AbstractValidator<ListTokensQuery>
{
    public ListTokensValidator()
    {
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
    }
}
