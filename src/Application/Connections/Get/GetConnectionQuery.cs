using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Get;

/// <summary>Asks for one connection.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The connection's id.</param>
public sealed record GetConnectionQuery(Caller Caller, string Id) : IApiRequest, IRequest<ConnectionDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetConnectionQueryHandler(IConnectionRepository connections) : IRequestHandler<GetConnectionQuery, ConnectionDto>
{
    public async Task<ConnectionDto> Handle(GetConnectionQuery request, CancellationToken cancellationToken) =>
        ConnectionDto.Of(await connections.GetForAsync(request.Caller, request.Id, cancellationToken));
}
