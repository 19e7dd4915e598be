using System.Globalization;
using FluentValidation;
using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Auditing.List;

internal sealed class ListAuditValidator : AbstractValidator<ListAuditQuery>
{
    public ListAuditValidator()
    {
        RuleFor(query => query.CustomerCode)
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");
        RuleFor(query => query.MigrationCode)
            .Must(code => code is null || MigrationCode.IsValid(code))
            .WithMessage("must be the code of a migration, such as MG12345678");
        RuleFor(query => query.Actor)
            .Must(actor => actor is null || EnumText<ActorKind>.IsDefined(actor) || long.TryParse(actor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .WithMessage($"must be the number of a token, or one of: {string.Join(", ", EnumText<ActorKind>.All)}");
        RuleFor(query => query.Action)
            .Must(action => action is null || EnumText<AuditAction>.IsDefined(action))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<AuditAction>.All)}");
        RuleFor(query => query.From).MustBeMoment();
        RuleFor(query => query.To).MustBeMoment();
        RuleFor(query => query.Cursor).MustBeCursor(cursor => AuditCursor.Read(cursor) is not null);
        RuleFor(query => query.Per).MustBePageSize();
    }
}
