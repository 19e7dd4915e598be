using Hosting.Migrations.Api.Errors;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>
/// Answers 403 to a token whose scope is too narrow for what is asked. It goes by the method, which says whether something may change (RFC 9110,
/// section 9.2.1), so that no operation can forget it.
/// </summary>
internal sealed class ScopeMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || context.User.FindScope() is not { } scope)
        {
            return next(context);
        }

        var needed = context.GetEndpoint()?.Metadata.GetMetadata<ChangesNeedScopeAttribute>()?.Scope ?? TokenScope.Write;
        return scope >= needed ? next(context) : RefuseAsync(context.Response, scope, needed);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static Task RefuseAsync(HttpResponse response, TokenScope scope, TokenScope needed)
    {
        var allowed = scope == TokenScope.Read ? "which allows GET, HEAD and OPTIONS alone" : "which does not allow this";
        var error = new FieldError(
            "scope", $"of the token is {EnumText<TokenScope>.ToText(scope)}, {allowed}: it has to be {EnumText<TokenScope>.ToText(needed)}");
        response.StatusCode = StatusCodes.Status403Forbidden;
        return response.WriteAsJsonAsync(ErrorEnvelope.For(StatusCodes.Status403Forbidden, [error]));
    }
}
