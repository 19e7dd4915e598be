using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Paging;
using MediatR;

namespace Hosting.Migrations.Application.Tokens.Revoke;

/// <summary>Takes a token's access away, for good. A token that is revoked already stays so.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The token's number.</param>
public sealed record RevokeTokenCommand(Caller Caller, string Id) : IApiRequest, IRetriedWhenOvertaken, IRequest, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.RevokeToken;

    /// <summary>The tags of what the client has seen, of which one has to be that of what is there; null = it does not ask.</summary>
    public IReadOnlyList<string>? ExpectedTags { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class RevokeTokenCommandHandler(IApiTokenRepository tokens, IUnitOfWork unitOfWork, TimeProvider clock)
    : AsyncRequestHandler<RevokeTokenCommand>
{
    protected override async Task Handle(RevokeTokenCommand request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(request.Id, cancellationToken);
        AnswerTag.EnsureSeen(TokenDto.Of(token), request.ExpectedTags);
        if (token.RevokedAt is null)
        {
            token.Revoke(clock.GetUtcNow());
            await unitOfWork.SaveChangesAsync(cancellationToken);
        }
    }
}
