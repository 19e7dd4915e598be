using FluentValidation;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Pauses.Change;

internal sealed class ChangePauseValidator : AbstractValidator<ChangePauseCommand>
{
    public ChangePauseValidator() =>
        RuleFor(command => command.SourceHost)
            .Must(host => host is null || (RemoteServer.TryParse(host, out var server) && server.Port is null))
            .WithMessage("must be a host name or IP address without a port, such as imap.example.net");
}
