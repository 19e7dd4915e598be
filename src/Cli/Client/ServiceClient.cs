using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hosting.Migrations.Cli.Client;

/// <summary>Speaks with the service.</summary>
internal sealed class ServiceClient : IDisposable
{
    private const int MaxTries = 4;
    private const int MaxAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    // Longer than that nobody sits and waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // The service ends a stream of events after ten minutes by itself.
    private static readonly TimeSpan StreamTimeout = TimeSpan.FromMinutes(11);

    private readonly Uri _address;
    private readonly HttpClient _http;

    /// <summary>Connects when it is needed.</summary>
    /// <param name="address">Where the service is.</param>
    /// <param name="token">The token, which goes nowhere else: redirects are not followed.</param>
    public ServiceClient(Uri address, string token)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy is handed what is sent by plain HTTP, the token included; by HTTPS it passes on what it can't read.
            UseProxy = address.Scheme == Uri.UriSchemeHttps,
            ConnectTimeout = ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        })
        {
            BaseAddress = address,
            Timeout = AnswerTimeout,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        _http.DefaultRequestHeaders.Add("X-Api-Token", token);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("hosting-migrations-cli", typeof(ServiceClient).Assembly.GetName().Version?.ToString(2)));
    }

    /// <summary>Reads something.</summary>
    /// <exception cref="ServiceException">The service refuses, or can't be reached.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Has something done, once, however often it takes to be heard.</summary>
    /// <param name="path">What.</param>
    /// <param name="key">The name of the request, under which it is done once.</param>
    /// <param name="makeBody">Makes the body, for each try anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceException">The service refuses, or can't be reached.</exception>
    public Task<JsonElement> PostAsync(string path, string key, Func<HttpContent?> makeBody, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = makeBody() };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        },
        cancellationToken);

    /// <summary>Listens to a stream of events (Server-Sent Events).</summary>
    /// <param name="path">Which.</param>
    /// <param name="lastEventId">The id of the last one that is known; empty = none.</param>
    /// <param name="listen">Reads the stream; null = there is nothing more to be told.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ServiceException">The service refuses, or can't be reached.</exception>
    public Task ListenAsync(string path, string lastEventId, Func<Stream?, CancellationToken, Task> listen, CancellationToken cancellationToken) => ReachAsync(
        async timeout =>
        {
            timeout.CancelAfter(StreamTimeout);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (lastEventId.Length > 0)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw await RefuseAsync(answer, timeout.Token);
            }

            await using var stream = answer.StatusCode == HttpStatusCode.NoContent ? null : new BoundedStream(await answer.Content.ReadAsStreamAsync(timeout.Token), MaxAnswer);
            await listen(stream, timeout.Token);
            return 0;
        },
        cancellationToken);

    /// <summary>Takes of an answer what is shown.</summary>
    /// <exception cref="ServiceException">It is not what the service answers.</exception>
    public T Read<T>(JsonElement answer, JsonTypeInfo<T> type)
    {
        try
        {
            return answer.Deserialize(type) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw Foreign();
        }
    }

    /// <summary>Takes of an event what is shown.</summary>
    /// <exception cref="ServiceException">It is not what the service tells.</exception>
    public T Read<T>(string data, JsonTypeInfo<T> type) => Read(Parse(Encoding.UTF8.GetBytes(data)), type);

    /// <summary>Reads JSON.</summary>
    /// <exception cref="ServiceException">It is none.</exception>
    public JsonElement Parse(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Foreign();
        }
    }

    /// <summary>Takes of an answer the records of its page.</summary>
    /// <exception cref="ServiceException">It is not what the service answers.</exception>
    public IReadOnlyList<JsonElement> ReadList(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("resources", out var resources) && resources.ValueKind == JsonValueKind.Array
            ? [.. resources.EnumerateArray()]
            : throw Foreign();

    /// <summary>Takes of an answer its only record.</summary>
    /// <exception cref="ServiceException">It is not what the service answers.</exception>
    public JsonElement ReadSingle(JsonElement answer) => ReadList(answer) is [var single] ? single : throw Foreign();

    public void Dispose() => _http.Dispose();

    private Task<JsonElement> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken) => ReachAsync(
        async timeout =>
        {
            for (var tries = 1; ; tries++)
            {
                using var request = make();
                using var answer = await _http.SendAsync(request, timeout.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return Parse(await answer.Content.ReadAsByteArrayAsync(timeout.Token));
                }

                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || tries == MaxTries || WaitOf(answer) is not { } wait || wait > LongestWait)
                {
                    throw await RefuseAsync(answer, timeout.Token);
                }

                await Task.Delay(wait, timeout.Token);
            }
        },
        cancellationToken);

    private async Task<T> ReachAsync<T>(Func<CancellationTokenSource, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await ask(timeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceException(ExitCode.Unavailable, $"{_address} does not answer");
        }
        catch (Exception fault) when (fault is HttpRequestException or HttpIOException or IOException)
        {
            throw new ServiceException(ExitCode.Unavailable, $"{_address} can't be reached: {(fault.InnerException ?? fault).Message}");
        }
    }

    private static TimeSpan? WaitOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - DateTimeOffset.UtcNow is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>What is answered is not what this service answers.</summary>
    public ServiceException Foreign() => new(ExitCode.Failed, $"{_address} answers what this service does not: is that its address?");

    private async Task<ServiceException> RefuseAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400)
        {
            return new ServiceException(ExitCode.Failed, $"{_address} sends on to {answer.Headers.Location}; give the address where the service is");
        }

        var refusal = await ReadRefusalAsync(answer, cancellationToken);
        var exitCode = status switch
        {
            401 or 403 => ExitCode.NotAllowed,
            404 => ExitCode.NotFound,
            409 or 412 => ExitCode.Conflict,
            422 when IsAboutState(refusal) => ExitCode.Conflict,
            408 or 429 or >= 500 => ExitCode.Unavailable,
            _ => ExitCode.Invalid,
        };
        return new ServiceException(exitCode, Explain(status, refusal, IsOfMigration(answer.RequestMessage)));
    }

    private static async Task<RefusalAnswer?> ReadRefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = new BoundedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), MaxAnswer);
            return await JsonSerializer.DeserializeAsync(body, ServiceJson.Default.RefusalAnswer, cancellationToken);
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            // What stands before the service has words of its own, which are often a page.
            return null;
        }
    }

    // Nothing is wrong with what was sent: the migration that it names is not in the state for it.
    private static bool IsAboutState(RefusalAnswer? refusal) => refusal?.Errors is { Count: > 0 } errors && errors.All(error => error?.Field == "migration_code");

    // Of all migrations, nothing can be missing but the customer whose they are.
    private static bool IsOfMigration(HttpRequestMessage? request) => request?.RequestUri?.AbsolutePath.Contains("/api/migrations/", StringComparison.Ordinal) == true;

    private static IReadOnlyList<string> Explain(int status, RefusalAnswer? refusal, bool isOfMigration) => (status, refusal) switch
    {
        (_, { Errors: { Count: > 0 } errors }) => [.. errors.Select(error => FieldText.Describe(error ?? new FieldAnswer()))],
        (401, { Message: not null }) => ["the service does not take this token"],
        (404, { Message: not null }) => [$"there is no such {(isOfMigration ? "migration" : "customer")}, or this token may not see it"],
        (_, { Message.Length: > 0 }) => [refusal.Message],
        _ => [$"the service, or what stands before it, answers with the status {status}"],
    };
}
