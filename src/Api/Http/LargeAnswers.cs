using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Http;

/// <summary>
/// Compresses large answers for whoever takes gzip or br, and no others: a small one would cost more than it saves. The tag of an answer that is
/// compressed becomes weak, since its bytes are others (RFC 9110, section 8.8.1); it still revalidates.
/// </summary>
internal sealed class LargeAnswers(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    private const string Weak = "W/";

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ILargeAnswer>() is not null
        && context.Features.Get<SmallAnswer>() is null
        && base.ShouldCompressResponse(context);

    public override ICompressionProvider? GetCompressionProvider(HttpContext context)
    {
        var provider = base.GetCompressionProvider(context);
        if (provider is not null && context.Response.Headers.ETag is [{ } tag] && !tag.StartsWith(Weak, StringComparison.Ordinal))
        {
            context.Response.Headers.ETag = Weak + tag;
        }

        return provider;
    }
}
