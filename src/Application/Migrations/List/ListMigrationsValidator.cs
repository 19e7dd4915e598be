using FluentValidation;
using Hosting.Migrations.Application.Paging;
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

        RuleFor(query => query.Status).MustBeStatuses<ListMigrationsQuery, MigrationStatus>();
        RuleFor(query => query.Page).MustBePageNumber();
        RuleFor(query => query.Per).MustBePageSize();
        RuleFor(query => query.Query).MustBeSearch();
        RuleFor(query => query.Sort)
            .Must(sort => sort is null || ListSort.All.Contains(sort))
            .WithMessage($"must be one of: {string.Join(", ", ListSort.All)}");
        RuleFor(query => query.CreatedFrom).MustBeMoment();
        RuleFor(query => query.CreatedTo).MustBeMoment();
        RuleFor(query => query.IsLate).MustBeTruth();
        RuleFor(query => query.HasErrors).MustBeTruth();
        RuleFor(query => query.Cursor)
            .Must((query, cursor) => cursor is null || (query.Sort is { } sort && !ListSort.All.Contains(sort)) || ListSort.IsCursor(ListSort.Read(query.Sort), cursor))
            .WithMessage($"must be {ListSort.Start}, or the next_cursor of a page in the same order")
            .Must((query, cursor) => cursor is null || query.Page == PageRequest.DefaultNumber)
            .WithMessage("must not be given beside page");
    }
}
