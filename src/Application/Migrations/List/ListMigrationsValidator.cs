using FluentValidation;
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

        RuleFor(query => query.Status).MustBeStatus<ListMigrationsQuery, MigrationStatus>();
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
        RuleFor(query => query.Query).MustBeSearch();
    }
}
