using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Api.Limits;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hosting.Migrations.Api.Http;

/// <summary>Answers 429 to whoever tests too often: each test posts something to an address of the caller's choice, or logs in there.</summary>
/// <param name="kind">What is tested.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TestQuotaAttribute(TestKind kind) : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var http = context.HttpContext;
        if (!http.RequestServices.GetRequiredService<Quotas>().TryTakeOfTests(kind, http.User.ToCaller(), http.Response))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status429TooManyRequests);
        }
    }
}
