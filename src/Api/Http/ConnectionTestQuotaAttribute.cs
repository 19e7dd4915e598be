using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Limits;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hosting.Migrations.Api.Http;

/// <summary>Answers 429 to whoever tests connections too often: each test logs in at a server of the caller's choice.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConnectionTestQuotaAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var http = context.HttpContext;
        if (!http.RequestServices.GetRequiredService<Quotas>().TryTakeOfConnectionTests(http.User.ToCaller(), http.Response))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        }
    }
}
