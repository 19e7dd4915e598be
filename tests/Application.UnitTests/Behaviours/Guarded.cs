using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using MediatR;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Application.UnitTests.Behaviours;

/// <summary>A request that carries a secret, as many will.</summary>
public sealed record Guarded(string Password, bool IsAllowed = true, bool Fails = false) : IApiRequest, IRequest<string>
{
    public Caller Caller => Caller.Admin;

    public IReadOnlyList<FieldError> Unreadable => [];
}

/// <summary>Takes a quarter of a second.</summary>
internal sealed class GuardedHandler(FakeTimeProvider clock) : IRequestHandler<Guarded, string>
{
    public Task<string> Handle(Guarded request, CancellationToken cancellationToken)
    {
        clock.Advance(TimeSpan.FromMilliseconds(250));
        return request.Fails ? throw new InvalidOperationException("no") : Task.FromResult("answer");
    }
}
