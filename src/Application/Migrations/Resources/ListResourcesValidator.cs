using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;

namespace Hosting.Migrations.Application.Migrations.Resources;

internal sealed class ListResourcesValidator : AbstractValidator<ListResourcesQuery>
{
    public ListResourcesValidator()
    {
        RuleFor(query => query.Status).MustBeStatus<ListResourcesQuery, ResourceStatusFilter>();
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
        RuleFor(query => query.Query).MustBeSearch();
    }
}
