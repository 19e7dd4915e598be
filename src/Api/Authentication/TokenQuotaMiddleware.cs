using Hosting.Migrations.Api.Limits;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Answers 429 to a token that asks too much.</summary>
internal sealed class TokenQuotaMiddleware(RequestDelegate next, Quotas quotas)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (Quotas.Cover(context.Request) && context.User.FindTokenKey() is { } token && !quotas.TryTakeOfToken(token, context.Response))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
