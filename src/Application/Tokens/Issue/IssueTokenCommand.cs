using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Issue;

/// <summary>Issues a token for an admin or for one customer.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Admin">Whether the token is an admin's. Exactly one of this and <see cref="CustomerCode"/> is given.</param>
public sealed record IssueTokenCommand(Caller Caller, bool Admin) : IApiRequest, IRetriedWhenOvertaken, IRequest<IssuedToken>, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.IssueToken;

    /// <summary>The code of the customer to whom the token belongs.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>What the token is for.</summary>
    public string? Name { get; init; }

    /// <summary>A <see cref="TokenScope"/>; null = the widest that the owner can have.</summary>
    public string? Scope { get; init; }

    /// <summary>After how many days the token is refused; null = see <see cref="ExpiresAt"/>.</summary>
    public int? ExpiresInDays { get; init; }

    /// <summary>From when on the token is refused; null = never, unless <see cref="ExpiresInDays"/> is given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>A new token. A class, since a record would print its secret into any log that it reaches.</summary>
/// <param name="token">What is known of it later too.</param>
/// <param name="secret">What the client sends; this is the only time that it is seen.</param>
public sealed class IssuedToken(TokenDto token, string secret)
{
    /// <summary>What is known of it later too.</summary>
    public TokenDto Token { get; } = token;

    /// <summary>What the client sends; this is the only time that it is seen.</summary>
    public string Secret { get; } = secret;
}

internal sealed class IssueTokenCommandHandler(
    IApiTokenRepository tokens, ICustomerRepository customers, IUnitOfWork unitOfWork, TimeProvider clock)
    : IRequestHandler<IssueTokenCommand, IssuedToken>
{
    public async Task<IssuedToken> Handle(IssueTokenCommand request, CancellationToken cancellationToken)
    {
        var secret = ApiTokenSecret.New();
        var now = clock.GetUtcNow();
        var expiresAt = request.ExpiresInDays is { } days ? now.AddDays(days) : request.ExpiresAt;
        TokenScope? scope = request.Scope is { } text ? EnumText<TokenScope>.Parse(text) : null;
        var token = request.Admin
            ? ApiToken.ForAdmin(secret, request.Name, now, expiresAt, scope)
            : ApiToken.ForCustomer(await customers.GetAsync(request.CustomerCode!, cancellationToken), secret, request.Name, now, expiresAt, scope);
        tokens.Add(token);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new IssuedToken(TokenDto.Of(token), secret);
    }
}
