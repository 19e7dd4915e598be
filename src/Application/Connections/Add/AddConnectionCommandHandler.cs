using System.Globalization;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Connections.Add;

internal sealed class AddConnectionCommandHandler(
    IConnectionRepository connections,
    ICustomerRepository customers,
    ISecretSealer sealer,
    IUnitOfWork unitOfWork,
    IOptions<ConnectionOptions> options,
    TimeProvider clock)
    : IRequestHandler<AddConnectionCommand, ConnectionDto>
{
    public async Task<ConnectionDto> Handle(AddConnectionCommand request, CancellationToken cancellationToken)
    {
        var customerId = request.Caller.CustomerId ?? await customers.GetIdAsync(request.CustomerCode!, cancellationToken);
        await unitOfWork.TakeTurnAsync(customerId, cancellationToken);
        if (await FindFaultAsync(customerId, request.Name!, cancellationToken) is { } fault)
        {
            unitOfWork.Forget();
            throw new RequestInvalidException([fault]);
        }

        var kind = EnumText<ConnectionKind>.Parse(request.Kind!);
        var secret = request.Secrets.Value is { } value ? sealer.Seal(new Secret(value)) : null;
        var connection = Connection.Create(customerId, request.Name!, kind, SettingsOf(request, kind), secret, clock.GetUtcNow());
        connections.Add(connection);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return ConnectionDto.Of(await connections.GetForAsync(request.Caller, connection.PublicId, cancellationToken));
    }

    private async Task<FieldError?> FindFaultAsync(long customerId, string name, CancellationToken cancellationToken)
    {
        var most = options.Value.MaxPerCustomer;
        return (await connections.ListAllAsync(customerId, cancellationToken)).Count >= most
            ? new FieldError("name", string.Create(
                CultureInfo.InvariantCulture, $"can't be added: the customer has {most} connections, and no more are allowed; delete one first"))
            : await connections.FindNameFaultAsync(customerId, name, own: null, cancellationToken);
    }

    private static ConnectionSettings SettingsOf(AddConnectionCommand request, ConnectionKind kind) =>
        new(request.RemoteServer ?? ConnectionDefaults.ServerOf(kind)!)
        {
            Tenant = request.Tenant,
            ClientId = kind == ConnectionKind.GoogleServiceAccount && ServiceAccountKey.TryRead(request.Secrets.Value!, out var key) ? key.Email : request.ClientId,
            TokenEndpoint = request.TokenEndpoint,
            Scope = request.Scope,
            User = request.User,
            Separator = request.Separator,
        };
}
