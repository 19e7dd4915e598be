using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.List;

/// <summary>Asks for every token, by key.</summary>
public sealed record ListTokensQuery : IRequest<IReadOnlyList<ApiToken>>;

internal sealed class ListTokensQueryHandler(IApiTokenRepository tokens)
    : IRequestHandler<ListTokensQuery, IReadOnlyList<ApiToken>>
{
    public Task<IReadOnlyList<ApiToken>> Handle(ListTokensQuery request, CancellationToken cancellationToken) =>
        tokens.ListAsync(cancellationToken);
}
