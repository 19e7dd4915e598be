using System.Net;
using System.Text.Json.Nodes;

namespace Hosting.Migrations.Api.FunctionalTests.Support;

/// <summary>Reads and checks answers.</summary>
internal static class Answers
{
    private static readonly string[] ErrorKeys = ["field", "description"];
    private static readonly string[] UploadErrorKeys = [.. ErrorKeys, "code", "row", "column"];

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    public static IEnumerable<string> Codes(this JsonObject list) =>
        list["resources"]!.AsArray().Select(migration => migration!["code"]!.GetValue<string>());

    public static async Task<JsonObject> GetListAsync(this HttpClient client, string query = "")
    {
        using var response = await client.GetAsync($"/api/migrations{query}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    // Uploads tell besides where in the file a fault is.
    private static bool IsUpload(this HttpResponseMessage response) =>
        response.RequestMessage is { Method.Method: "POST", RequestUri.AbsolutePath: var path }
        && (path == "/api/migrations" || path.EndsWith("/resources", StringComparison.Ordinal));

    /// <summary>Checks that an answer is the envelope, byte for byte but for the fields' descriptions.</summary>
    public static async Task ShouldBeEnvelopeAsync(this HttpResponseMessage response, HttpStatusCode status, string message, params string[] fields)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(status), body);
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/json; charset=utf-8"));
            Assert.That(response.Headers.Contains("X-Request-Id"), Is.True);
        });

        var envelope = JsonNode.Parse(body)!.AsObject();
        Assert.That(envelope.Select(property => property.Key), Is.EqualTo(new[] { "message", "errors" }));
        Assert.That(envelope["message"]!.GetValue<string>(), Is.EqualTo(message));
        var errors = envelope["errors"]!.AsArray().Select(error => error!.AsObject()).ToList();
        Assert.That(errors.Select(error => error["field"]!.GetValue<string>()), Is.EquivalentTo(fields), body);
        Assert.That(errors, Has.All.Matches<JsonObject>(error =>
            error.Select(property => property.Key).SequenceEqual(response.IsUpload() ? UploadErrorKeys : ErrorKeys) && error["description"]!.GetValue<string>().Length > 0));
    }
}
