using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hosting.Migrations.Api.Http;

/// <summary>Answers <c>If-None-Match: *</c> with 304 wherever there is something (RFC 9110, section 13.1.2): the client has kept any answer at all.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotModifiedForAnyAttribute : ResultFilterAttribute
{
    private const string Any = "*";

    public override void OnResultExecuting(ResultExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (request.Headers.IfNoneMatch is [{ } tag]
            && tag.AsSpan().Trim().SequenceEqual(Any)
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && context.Result is ObjectResult { StatusCode: null or StatusCodes.Status200OK } or CsvReportResult)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status304NotModified);
        }
    }
}
