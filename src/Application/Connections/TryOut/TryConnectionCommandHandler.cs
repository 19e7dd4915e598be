using Hosting.Migrations.Application.Connections.Tokens;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.Causes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Connections.TryOut;

internal sealed class TryConnectionCommandHandler(
    IConnectionRepository connections, ConnectionLogins logins, IMailboxCopier copier, IOptions<DestinationOptions> destination)
    : IRequestHandler<TryConnectionCommand, ConnectionTestDto>
{
    public async Task<ConnectionTestDto> Handle(TryConnectionCommand request, CancellationToken cancellationToken)
    {
        var connection = (await connections.GetForAsync(request.Caller, request.Id, cancellationToken)).Connection;
        bool? hasToken = connection.Kind == ConnectionKind.MasterUser ? null : false;
        try
        {
            var login = hasToken is null
                ? logins.Of(connection, request.Mailbox!)
                : await logins.WithNewTokenAsync(connection, request.Mailbox!, cancellationToken);
            var outcome = await copier.TryLoginAsync(SourceOf(connection, login, request.Preset), OwnServer, cancellationToken);
            return Tell(hasToken is null ? null : true, outcome.Fault, outcome.Reason);
        }
        catch (AccessTokenException refusal)
        {
            return Tell(hasToken, refusal.Fault, refusal.Message);
        }
        catch (SealBrokenException broken)
        {
            return Tell(hasToken, CopyFault.Internal, broken.Message);
        }
    }

    private MailServer OwnServer => new(destination.Value.Host, destination.Value.Port, destination.Value.Security);

    private static MailAccount SourceOf(Connection connection, MailLogin login, string? preset)
    {
        var (host, port) = RemoteServer.Parse(connection.RemoteServer);
        var profile = SourceProfile.For(preset is null ? Preset.StandardSsl : EnumText<Preset>.Parse(preset));
        return new MailAccount(new MailServer(host, port ?? profile.Port, profile.Security), login);
    }

    private static ConnectionTestDto Tell(bool? token, CopyFault? fault, string? reason) => fault is { } known
        ? new ConnectionTestDto(token, Login: false, EnumText<CopyFault>.ToText(known), ForeignText.Clean(reason!, ForeignText.MaxSentenceLength), CauseAdvice.For(known).WhatToDo)
        : new ConnectionTestDto(token, Login: true, ErrorCode: null, Error: null, WhatToDo: null);
}
