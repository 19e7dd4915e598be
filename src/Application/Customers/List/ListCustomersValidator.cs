using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;

namespace Hosting.Migrations.Application.Customers.List;

internal sealed class ListCustomersValidator : AbstractValidator<ListCustomersQuery>
{
    public ListCustomersValidator()
    {
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
    }
}
