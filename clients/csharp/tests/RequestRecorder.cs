namespace Hosting.Migrations.Client.Tests;

/// <summary>Keeps the body of the last request.</summary>
internal sealed class RequestRecorder() : DelegatingHandler(new HttpClientHandler())
{
    public string Body { get; private set; } = string.Empty;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        return await base.SendAsync(request, cancellationToken);
    }
}
