using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Customers;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Issue;

/// <summary>Issues a token for an admin or for one customer.</summary>
/// <param name="Admin">Whether the token is an admin's. Exactly one of this and <paramref name="Customer"/> is given.</param>
/// <param name="Customer">The code of the customer to whom the token belongs.</param>
/// <param name="Name">What the token is for.</param>
/// <param name="ExpiresInDays">After how many days the token is refused, 1 to 3650; null = never.</param>
public sealed record IssueTokenCommand(bool Admin, string? Customer = null, string? Name = null, int? ExpiresInDays = null)
    : IRequest<IssuedToken>;

/// <summary>A new token. A class, since a record would print its secret into any log that it reaches.</summary>
/// <param name="id">The key by which to revoke it.</param>
/// <param name="secret">What the client sends; this is the only time that it is seen.</param>
public sealed class IssuedToken(long id, string secret)
{
    /// <summary>The key by which to revoke it.</summary>
    public long Id { get; } = id;

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
        DateTimeOffset? expiresAt = request.ExpiresInDays is { } days ? now.AddDays(days) : null;
        var token = request.Admin
            ? ApiToken.ForAdmin(secret, request.Name, now, expiresAt)
            : ApiToken.ForCustomer(await OwnerOf(request, cancellationToken), secret, request.Name, now, expiresAt);
        tokens.Add(token);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new IssuedToken(token.Id, secret);
    }

    private async Task<Customer> OwnerOf(IssueTokenCommand request, CancellationToken cancellationToken) =>
        await customers.FindAsync(request.Customer!, cancellationToken) ?? throw new NotFoundException($"customer {request.Customer}");
}
