using Microsoft.Net.Http.Headers;

namespace Hosting.Migrations.Api.Http;

/// <summary>Reads what a client would like best (RFC 9110, section 12.5.1).</summary>
internal static class AcceptHeader
{
    /// <summary>Whether the client prefers one media type, such as <c>text/csv</c>, to JSON, which is what it gets otherwise.</summary>
    public static bool PrefersToJson(this HttpRequest request, string mediaType)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, mediaType) > QualityOf(accepted, "application/json");
    }

    // The most specific range that fits decides, not the best.
    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string mediaType)
    {
        var type = new MediaTypeHeaderValue(mediaType);
        return accepted.Where(type.IsSubsetOf)
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
