using FluentValidation;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.List;

internal sealed class ListMigrationsValidator : AbstractValidator<ListMigrationsQuery>
{
    public ListMigrationsValidator()
    {
        RuleFor(query => query.CustomerCode)
            .Must(code => CustomerCode.IsValid(code!))
            .When(query => query.CustomerCode is not null)
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");

        RuleFor(query => query.Status)
            .Must(status => status == ListMigrationsQuery.AllStatuses || EnumText<MigrationStatus>.IsDefined(status!))
            .When(query => query.Status is not null)
            .WithMessage($"must be one of: {ListMigrationsQuery.AllStatuses}, {string.Join(", ", EnumText<MigrationStatus>.All)}");

        RuleFor(query => query.Page)
            .GreaterThanOrEqualTo(1)
            .WithMessage("must be 1 or more");

        RuleFor(query => query.Per)
            .InclusiveBetween(1, PageRequest.MaxSize)
            .WithMessage($"must be between 1 and {PageRequest.MaxSize}");

        // No stored field holds a control character, and PostgreSQL refuses NUL in a text.
        RuleFor(query => query.Query)
            .Must(text => text!.EnumerateRunes().Count() <= ListMigrationsQuery.MaxQueryLength)
            .WithMessage($"must have at most {ListMigrationsQuery.MaxQueryLength} characters")
            .Must(text => !text!.Trim().Any(char.IsControl))
            .WithMessage("must not contain control characters")
            .When(query => query.Query is not null);
    }
}
