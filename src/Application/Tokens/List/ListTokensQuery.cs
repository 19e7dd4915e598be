using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.List;

/// <summary>Asks for one page of the tokens, by number.</summary>
/// <param name="Caller">Who asks.</param>
public sealed record ListTokensQuery(Caller Caller) : IApiRequest, IRequest<TokenListDto>
{
    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = PageRequest.DefaultNumber;

    /// <summary>Records a page, 1 to <see cref="PageRequest.MaxSize"/>.</summary>
    public int Per { get; init; } = PageRequest.DefaultSize;

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>One page of tokens.</summary>
/// <param name="Resources">The page's tokens.</param>
/// <param name="Pagination">Where the page stands in the list.</param>
public sealed record TokenListDto(IReadOnlyList<TokenDto> Resources, PaginationDto Pagination) : IPagedDto;

internal sealed class ListTokensQueryHandler(IApiTokenRepository tokens) : IRequestHandler<ListTokensQuery, TokenListDto>
{
    public async Task<TokenListDto> Handle(ListTokensQuery request, CancellationToken cancellationToken)
    {
        var page = new PageRequest(request.Page, request.Per);
        var (items, total) = await tokens.ListAsync(page, cancellationToken);
        return new TokenListDto([.. items.Select(TokenDto.Of)], PaginationDto.Of(page, total, "id", "asc"));
    }
}
