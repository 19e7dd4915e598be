using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Security;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>
/// Answers a request that is sent again as it was answered first. Before validation: a date that has passed meanwhile does not make the
/// repetition wrong.
/// </summary>
internal sealed class ReplayBehaviour(IIdempotencyKeys keys, ISecretSealer sealer, TimeProvider clock)
    : IPipelineBehavior<CreateMigrationCommand, CreatedMigration>
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public async Task<CreatedMigration> Handle(
        CreateMigrationCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<CreatedMigration> next)
    {
        if (request.IdempotencyKey is not { } key)
        {
            return await next();
        }

        await keys.RemoveOldAsync(clock.GetUtcNow() - KeptFor, cancellationToken);
        IIdempotentRequest sent = request;
        if (await keys.FindAsync(sent.Scope, key, cancellationToken) is not { } known)
        {
            return await next();
        }

        return sealer.Matches(request, known.SealedFingerprint)
            ? new CreatedMigration(known.MigrationCode, IsReplay: true)
            : throw new RequestInvalidException([new FieldError("Idempotency-Key", $"was used for another request within the last {KeptFor.Days} days")]);
    }
}
