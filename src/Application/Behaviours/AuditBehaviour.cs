using Hosting.Migrations.Application.Auditing;
using MediatR;

namespace Hosting.Migrations.Application.Behaviours;

/// <summary>Has what a request stores be told in the audit log. The last before the handler: what is refused, or was done already, is no change.</summary>
internal sealed class AuditBehaviour<TRequest, TResponse>(IAuditTrail trail, CurrentOrigin origin) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull, IAudited
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        trail.Begin(request.AuditAction, origin.Value);
        try
        {
            return await next();
        }
        finally
        {
            trail.End();
        }
    }
}
