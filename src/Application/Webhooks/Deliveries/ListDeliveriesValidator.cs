using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;

namespace Hosting.Migrations.Application.Webhooks.Deliveries;

internal sealed class ListDeliveriesValidator : AbstractValidator<ListDeliveriesQuery>
{
    public ListDeliveriesValidator()
    {
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
    }
}
