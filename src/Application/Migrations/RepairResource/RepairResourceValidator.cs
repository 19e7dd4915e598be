using System.Linq.Expressions;
using FluentValidation;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

/// <summary>The rules of the CSV file's columns, field by field.</summary>
internal sealed class RepairResourceValidator : AbstractValidator<RepairResourceCommand>
{
    public RepairResourceValidator(IOptions<DestinationOptions> destination)
    {
        RuleFor(command => command.RemoteServer)
            .Must((command, _) => command.LeavesMasteruser
                || (command.RemoteServer ?? command.RemoteUsername ?? command.RemotePassword ?? command.Masteruser ?? command.MasteruserPassword) is not null)
            .When(command => command.Unreadable.Count == 0)
            .OverridePropertyName("body")
            .WithMessage("must hold remote_server, remote_username, remote_password, masteruser or masteruser_password");
        Check(command => command.RemoteServer, CsvColumn.RemoteServer, destination.Value);
        Check(command => command.RemoteUsername, CsvColumn.RemoteUsername, destination.Value);
        Check(command => command.RemotePassword, CsvColumn.RemotePassword, destination.Value);
        Check(command => command.Masteruser, CsvColumn.MasterUser, destination.Value);
        Check(command => command.MasteruserPassword, CsvColumn.MasterUserPassword, destination.Value);
    }

    private void Check(Expression<Func<RepairResourceCommand, string?>> field, string column, DestinationOptions destination) =>
        RuleFor(field).Custom((value, context) =>
        {
            if (value is not null && CsvFields.FindFault(column, value, destination.EffectiveSeparator) is { } fault)
            {
                context.AddFailure(fault);
            }
        });
}
