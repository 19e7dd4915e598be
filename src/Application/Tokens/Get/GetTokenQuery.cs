using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Get;

/// <summary>Asks for one token.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The token's number.</param>
public sealed record GetTokenQuery(Caller Caller, string Id) : IApiRequest, IRequest<TokenDto>
{
    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetTokenQueryHandler(IApiTokenRepository tokens) : IRequestHandler<GetTokenQuery, TokenDto>
{
    public async Task<TokenDto> Handle(GetTokenQuery request, CancellationToken cancellationToken) =>
        TokenDto.Of(await tokens.GetAsync(request.Id, cancellationToken));
}
