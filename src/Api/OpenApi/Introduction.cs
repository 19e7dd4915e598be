using System.Globalization;
using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Application.Paging;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>What the document says of the API as a whole.</summary>
internal static class Introduction
{
    private const string Project = "HostingMigrations";
    private const string Licence = "MIT";

    // Lines of Markdown, one a paragraph.
    private static readonly string Description = string.Join(
        "\n\n",
        "A migration is made of a CSV file with a row for each mailbox. The logins are tested, then a first execution copies all mail, and a second one what has arrived since.",
        "**Authentication.** Every operation takes a token, in `X-Api-Token` or as `Authorization: Bearer`; both at once are 401. A token has a scope: `read` allows GET, HEAD and OPTIONS alone, "
        + "`write` changes migrations, webhooks and connections too, `admin` customers, tokens and the service too. What the scope does not allow is 403. "
        + "What belongs to another customer is 404, as if it did not exist.",
        "**Errors.** Every fault is told as an `Error`: a message and, for 422, an entry for each field at fault. Besides what an operation lists, a path that takes other methods answers "
        + "405, and names them in `Allow`, and a fault of the service itself is 500.",
        string.Create(CultureInfo.InvariantCulture, $"**Pages.** Lists take `page` and `per` ({PageRequest.DefaultSize} unless given, {PageRequest.MaxSize} at most), and tell in `pagination` ")
        + "where a page stands. `Link` names the first, previous, next and last page (RFC 8288).",
        "**Revalidation.** Where an answer has an `ETag`, the client may keep it and ask with `If-None-Match` whether it is still good: 304 says that it is. "
        + "`If-None-Match: *` is 304 wherever there is something. `HEAD` answers as `GET` does, without a body. Large answers are compressed for whoever sends `Accept-Encoding: gzip` or `br`.",
        "**Changes that lose nothing.** With `If-Match` and the tag of what the client has seen, an operation does nothing and answers 412 where something has changed since.",
        "**Requests that are sent twice.** Where an operation takes an `Idempotency-Key`, the same request under the same key is done once, within seven days, and answered again with "
        + "`Idempotent-Replay: true`.",
        "**Limits.** `RateLimit` and `RateLimit-Policy` tell what is left of a token's limit. Beyond it the answer is 429, as it is 503 where the database is away or too much is under way; "
        + "`Retry-After` says when to ask again. Bodies may not be compressed, and have to arrive in time (408).",
        "**Request ids.** `X-Request-Id` is in every answer, and is the client's own where it sends one of 1 to 128 letters, digits and `-_.:/+=`. The log of the service has it.",
        "**Time.** Moments are ISO 8601. Those that are sent need an offset from UTC; those that are answered are in UTC with milliseconds, such as `2026-11-23T10:15:30.123Z`.");

    /// <summary>Writes it into a document.</summary>
    /// <param name="document">The document.</param>
    public static void AddTo(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = Project,
            Version = "1",
            Summary = "Bulk IMAP mailbox migrations for a mail hosting platform.",
            Description = Description,
            Contact = new OpenApiContact { Name = $"{Project} contributors" },
            License = new OpenApiLicense { Name = Licence, Identifier = Licence },
        };
        document.Servers = [new OpenApiServer { Url = PathOf(document.Servers), Description = "The service that publishes this document." }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = Project, Description = "Migrations and their mailboxes, who may migrate, and who is told of it." },
        };
        AddSecurity(document);
    }

    // The service answers wherever it is reached, so that the address of one machine would mislead; behind a proxy the path may begin with something else.
    private static string PathOf(IList<OpenApiServer>? servers)
    {
        var path = servers is [{ Url: { } url }, ..] && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath.TrimEnd('/') : string.Empty;
        return path.Length == 0 ? "/" : path;
    }

    private static void AddSecurity(OpenApiDocument document)
    {
        const string token = "apiToken";
        const string bearer = "bearer";
        document.AddComponent<IOpenApiSecurityScheme>(token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiTokenAuthenticationHandler.HeaderName,
            Description = "API token used to authenticate requests.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = bearer,
            Description = "The same token, in the place of X-Api-Token.",
        });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(token, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(bearer, document)] = [] },
        ];
    }
}
