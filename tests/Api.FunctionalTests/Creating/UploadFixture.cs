using System.Net;
using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.Operations;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>Uploads files, and tells in a line each what became of them.</summary>
public abstract class UploadFixture : OperationsFixture
{
    internal const string Header = "local_email;remote_server;remote_username;remote_password";
    internal const string MasterHeader = "local_email;remote_server;remote_username;masteruser;masteruser_password";

    internal Task<HttpResponseMessage> PostAsync(string file, string preset = "standard_no_ssl") => Customer.PostAsync("/api/migrations", OperationsHost.Json(
        new JsonObject { ["csv_file_name"] = "boxes.csv", ["csv_file_content"] = file, ["preset"] = preset, ["execute_now"] = true }.ToJsonString()));

    internal Task<HttpResponseMessage> PostFormAsync(byte[] file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "csv_file", "boxes.csv" } };
        foreach (var (name, value) in fields.Prepend(("preset", "standard_no_ssl")))
        {
            form.Add(new StringContent(value), name);
        }

        return Customer.PostAsync("/api/migrations", form);
    }

    /// <summary>The mailboxes of a migration that was created, each as <c>address server user [master] password</c>, separated by '|'.</summary>
    internal async Task<IReadOnlyList<string>> MailboxesAsync(HttpResponseMessage response)
    {
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var code = (await response.JsonAsync())["resource_code"]!.ToString();
        var mailboxes = new List<string>();
        await Host.InScopeAsync(async services =>
        {
            var sealer = services.GetRequiredService<ISecretSealer>();
            var migration = await services.GetRequiredService<IMigrationRepository>().FindAsync(code, CancellationToken.None);
            mailboxes.AddRange(migration!.Resources.Select(one => string.Join(
                '|',
                new[] { one.LocalEmail, one.RemoteServer, one.RemoteUsername, one.MasterUser, sealer.Unseal(one.SealedPassword!).Reveal() }.Where(text => text is not null))));
        });
        return mailboxes;
    }

    /// <summary>The faults of a file that was refused, each as <c>code row column: description</c>.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(HttpResponseMessage response)
    {
        var body = await response.JsonAsync();
        Assert.That((response.StatusCode, body["message"]?.ToString()), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "Validation failed")), body.ToJsonString());
        return [.. body["errors"]!.AsArray().Select(error => Line(error!, "csv_file_content"))];
    }

    internal static string Line(JsonNode error, string field)
    {
        Assert.That(error.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "field", "description", "code", "row", "column" }));
        Assert.That(error["field"]!.ToString(), Is.EqualTo(field));
        return $"{error["code"]} {error["row"]} {error["column"]}: {error["description"]}";
    }
}
