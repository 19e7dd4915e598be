using Hosting.Migrations.Application.Errors;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Revoke;

/// <summary>Takes a token's access away, for good. A token that is revoked already stays so.</summary>
/// <param name="Id">The token's key.</param>
public sealed record RevokeTokenCommand(long Id) : IRequest;

internal sealed class RevokeTokenCommandHandler(IApiTokenRepository tokens, IUnitOfWork unitOfWork, TimeProvider clock)
    : AsyncRequestHandler<RevokeTokenCommand>
{
    protected override async Task Handle(RevokeTokenCommand request, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException($"token {request.Id}");
        if (token.RevokedAt is null)
        {
            token.Revoke(clock.GetUtcNow());
            await unitOfWork.SaveChangesAsync(cancellationToken);
        }
    }
}
