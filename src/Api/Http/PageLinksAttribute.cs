using System.Globalization;
using Hosting.Migrations.Application.Paging;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>Adds a <c>Link</c> header (RFC 8288) with the first, previous, next and last page to an answer that is a page, or with the
/// next one where a list is walked by cursor.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PageLinksAttribute : ResultFilterAttribute, ILargeAnswer
{
    private const string PageParameter = "page";
    private const string CursorParameter = "cursor";

    // Of some 600 bytes each.
    private const int RecordsOfALargePage = 4;

    public override void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is ObjectResult { Value: ICursorPagedDto list })
        {
            AddNext(context, list.Pagination.NextCursor);
        }

        if (context.Result is ObjectResult { Value: IWalkedDto { IsWalked: true } walked })
        {
            AddNext(context, walked.NextCursor);
        }
        else if (context.Result is ObjectResult { Value: IPagedDto page })
        {
            var start = StartOf(context.HttpContext);
            context.HttpContext.Response.Headers[HeaderNames.Link] =
                string.Join(", ", Links(page.Pagination).Select(link => $"<{start}{QueryOf(context, PageParameter, link.Page.ToString(CultureInfo.InvariantCulture))}>; rel=\"{link.Relation}\""));
            if (page.Pagination.TotalRecords - ((page.Pagination.Page - 1L) * page.Pagination.Per) < RecordsOfALargePage || page.Pagination.Per < RecordsOfALargePage)
            {
                context.HttpContext.Features.Set(SmallAnswer.Instance);
            }
        }
    }

    private static void AddNext(ResultExecutingContext context, string? cursor)
    {
        if (cursor is not null)
        {
            context.HttpContext.Response.Headers[HeaderNames.Link] = $"<{StartOf(context.HttpContext)}{QueryOf(context, CursorParameter, cursor)}>; rel=\"next\"";
        }
    }

    private static IEnumerable<(string Relation, int Page)> Links(PaginationDto pagination)
    {
        var last = Math.Max(1, pagination.TotalPages);
        yield return ("first", 1);
        if (pagination.Page > 1)
        {
            yield return ("prev", Math.Min(pagination.Page - 1, last));
        }

        if (pagination.Page < last)
        {
            yield return ("next", pagination.Page + 1);
        }

        yield return ("last", last);
    }

    // Without scheme and host, a link stays right behind any proxy; with them, where a proxy says what they are.
    private static string StartOf(HttpContext context)
    {
        var request = context.Request;
        var path = $"{request.PathBase}{request.Path}";
        return context.RequestServices.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted.Count == 0 ? path : $"{request.Scheme}://{request.Host}{path}";
    }

    private static QueryString QueryOf(ResultExecutingContext context, string parameter, string value)
    {
        var request = context.HttpContext.Request;
        var query = new QueryBuilder();
        foreach (var name in KnownParameters(context).Where(name => name != parameter && request.Query.ContainsKey(name)))
        {
            query.Add(name, request.Query[name].ToString());
        }

        query.Add(parameter, value);
        return query.ToQueryString();
    }

    // Unknown parameters are not repeated: their length is bounded by nothing but the request line.
    private static IEnumerable<string> KnownParameters(ResultExecutingContext context) =>
        context.ActionDescriptor.Parameters
            .Where(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Query)
            .Select(parameter => parameter.BindingInfo!.BinderModelName ?? parameter.Name);
}
