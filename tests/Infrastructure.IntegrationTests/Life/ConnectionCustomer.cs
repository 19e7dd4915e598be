using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hosting.Migrations.Infrastructure.IntegrationTests.Connections;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>What a customer with a connection asks of the API.</summary>
internal static class ConnectionCustomer
{
    public static async Task<HttpClient> StartAsync(Platform platform, TokenServer tokens)
    {
        await platform.StartWorkerAsync(
            ("Connections__AllowHttp", "true"), ("Connections__MicrosoftTokenEndpoint", $"{tokens.Endpoint}?tenant={{tenant}}"), ("MailboxCopy__BatchMessages", "10"));
        return platform.CreateClient();
    }

    public static async Task<string> AddAppAsync(HttpClient client, string server = DovecotServer.Host) => (await SendAsync(client, HttpMethod.Post, "connections", new
    {
        customer_code = "C1",
        name = "old-tenant",
        kind = "microsoft365_app",
        remote_server = server,
        tenant = "old.example",
        client_id = "app",
        client_secret = "s3cret",
    }))["id"]!.ToString();

    public static async Task<string> UploadAsync(HttpClient client, Platform platform, int port, string password)
    {
        var rows = platform.Users.Select(user => string.Create(CultureInfo.InvariantCulture, $"{user};{DovecotServer.Host}:{port};{user};{password}"));
        var created = await SendAsync(client, HttpMethod.Post, "migrations", new
        {
            customer_code = "C1",
            csv_file_name = "boxes.csv",
            csv_file_content = string.Join('\n', rows),
            preset = "standard_no_ssl",
            execute_now = true,
        });
        return created["resource_code"]!.ToString();
    }

    public static async Task<JsonObject> SendAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
