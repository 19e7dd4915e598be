using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.FindMailboxes;

internal sealed class FindMailboxesValidator : AbstractValidator<FindMailboxesQuery>
{
    public FindMailboxesValidator()
    {
        RuleFor(query => query.Query).MustBeSearch();
        RuleFor(query => query.CustomerCode)
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");
        RuleFor(query => query.MigrationCode)
            .Must(code => code is null || MigrationCode.IsValid(code))
            .WithMessage("must be the code of a migration, such as MG12345678");
        RuleFor(query => query.Status).MustBeStatuses<FindMailboxesQuery, ResourceStatus>();
        RuleFor(query => query.ErrorCode)
            .Must(code => code is null || MigrationResourceProfile.ErrorCodes.Contains(code))
            .WithMessage($"must be one of: {string.Join(", ", MigrationResourceProfile.ErrorCodes)}");
        RuleFor(query => query.Cursor).MustBeCursor(cursor => MailboxCursor.Read(cursor) is not null);
        RuleFor(query => query.Per).MustBePageSize();
    }
}
