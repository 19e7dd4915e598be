using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Api.Http;

/// <summary>The header by which a client names a request, so that it can send it again.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";
    public const string ReplayName = "Idempotent-Replay";
    public const int MaxLength = 200;

    /// <summary>The key, or null where none was sent or it breaks its rule, and then the fault.</summary>
    public static (string? Key, IReadOnlyList<FieldError> Faults) Read(HttpRequest request) => request.Headers[Name] switch
    {
        [] => (null, []),
        [{ Length: > 0 and <= MaxLength } key] when key.All(character => character is > ' ' and <= '~') => (key, []),
        _ => (null, [new FieldError(Name, $"must be given once, with 1 to {MaxLength} visible ASCII characters")]),
    };

    /// <summary>Tells the client that the answer is that of an earlier request.</summary>
    public static void Mark(HttpResponse response, bool isReplay)
    {
        if (isReplay)
        {
            response.Headers[ReplayName] = "true";
        }
    }
}
