using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Connections.Get;

/// <summary>Asks for one connection.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The connection's id.</param>
public sealed record GetConnectionQuery(Caller Caller, string Id) : IApiRequest, IRequest<Revalidated<ConnectionDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetConnectionQueryHandler(IConnectionRepository connections) : IRequestHandler<GetConnectionQuery, Revalidated<ConnectionDto>>
{
    public async Task<Revalidated<ConnectionDto>> Handle(GetConnectionQuery request, CancellationToken cancellationToken) =>
        AnswerTag.Revalidate(ConnectionDto.Of(await connections.GetForAsync(request.Caller, request.Id, cancellationToken)), request.KnownTags);
}
