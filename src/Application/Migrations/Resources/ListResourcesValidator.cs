using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Migrations.Resources;

internal sealed class ListResourcesValidator : AbstractValidator<ListResourcesQuery>
{
    public ListResourcesValidator()
    {
        RuleFor(query => query.Status)
            .Must(status => status == ListMigrationsQuery.AllStatuses || EnumText<ResourceStatusFilter>.IsDefined(status!))
            .When(query => query.Status is not null)
            .WithMessage($"must be one of: {ListMigrationsQuery.AllStatuses}, {string.Join(", ", EnumText<ResourceStatusFilter>.All)}");

        RuleFor(query => query.Page)
            .GreaterThanOrEqualTo(1)
            .WithMessage("must be 1 or more");

        RuleFor(query => query.Per)
            .InclusiveBetween(1, PageRequest.MaxSize)
            .WithMessage($"must be between 1 and {PageRequest.MaxSize}");

        RuleFor(query => query.Query)
            .Must(text => text!.EnumerateRunes().Count() <= ListMigrationsQuery.MaxQueryLength)
            .WithMessage($"must have at most {ListMigrationsQuery.MaxQueryLength} characters")
            .Must(text => !text!.Trim().Any(char.IsControl))
            .WithMessage("must not contain control characters")
            .When(query => query.Query is not null);
    }
}
