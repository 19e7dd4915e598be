using System.Linq.Expressions;
using FluentValidation;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

/// <summary>The rules of the CSV file's columns, field by field.</summary>
internal sealed class RepairResourceValidator : AbstractValidator<RepairResourceCommand>
{
    public RepairResourceValidator(CsvUpload upload)
    {
        RuleFor(command => command.RemoteServer)
            .Must((command, _) => command.LeavesMasteruser
                || (command.RemoteServer ?? command.RemoteUsername ?? command.RemotePassword ?? command.Masteruser ?? command.MasteruserPassword ?? command.Connection) is not null)
            .When(command => command.Unreadable.Count == 0)
            .OverridePropertyName("body")
            .WithMessage("must hold remote_server, remote_username, remote_password, masteruser, masteruser_password or connection");
        Check(command => command.RemoteServer, CsvColumn.RemoteServer, upload);
        Check(command => command.RemoteUsername, CsvColumn.RemoteUsername, upload);
        Check(command => command.RemotePassword, CsvColumn.RemotePassword, upload);
        Check(command => command.Masteruser, CsvColumn.MasterUser, upload);
        Check(command => command.MasteruserPassword, CsvColumn.MasterUserPassword, upload);
        RuleFor(command => command.Connection).MustBeConnectionName();
    }

    private void Check(Expression<Func<RepairResourceCommand, string?>> field, string column, CsvUpload upload) =>
        RuleFor(field).Custom((value, context) =>
        {
            if (value is not null && upload.FindFault(column, value) is { } fault)
            {
                context.AddFailure(fault);
            }
        });
}
