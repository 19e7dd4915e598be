using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Get;

/// <summary>Asks for one token.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The token's number.</param>
public sealed record GetTokenQuery(Caller Caller, string Id) : IApiRequest, IRequest<Revalidated<TokenDto>>
{
    /// <summary>The tags of the answers that the client has kept.</summary>
    public IReadOnlyList<string> KnownTags { get; init; } = [];

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetTokenQueryHandler(IApiTokenRepository tokens) : IRequestHandler<GetTokenQuery, Revalidated<TokenDto>>
{
    public async Task<Revalidated<TokenDto>> Handle(GetTokenQuery request, CancellationToken cancellationToken) =>
        AnswerTag.Revalidate(TokenDto.Of(await tokens.GetAsync(request.Id, cancellationToken)), request.KnownTags);
}
