using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>
/// Makes values by their schemas. What a property is, is known by its name, here, or by the example in its documentation; or else by its type. A test holds
/// the values against their schemas: a text that has to have a form needs an example of its own.
/// </summary>
internal sealed class ExampleValues(OpenApiDocument document)
{
    private const string Moment = "2026-11-28T22:00:00.123Z";
    private const string Form = "Form";
    private const string File = "anna@example.com;imap.old.example;anna@old.example;secret\n";

    // By the schema and the property, or by the property alone. Null = null, where that is allowed.
    private static readonly Dictionary<string, JsonNode?> Known = new(StringComparer.Ordinal)
    {
        ["Cause.error_code"] = "auth",
        ["Cause.resources"] = Texts("MG12345678-3"),
        ["CauseExample.resource_code"] = "MG12345678-3",
        ["AddConnection.certificate"] = null,
        ["AddConnection.key"] = null,
        ["AddConnection.name"] = "old-tenant",
        ["AddConnection.password"] = null,
        ["AddConnection.remote_server"] = "outlook.office365.com",
        ["AddConnection.scope"] = null,
        ["AddConnection.separator"] = null,
        ["AddConnection.token_endpoint"] = null,
        ["AddConnection.user"] = null,
        ["ChangeConnection.certificate"] = null,
        ["ChangeConnection.client_secret"] = "A1b8Q~cUd7fGhIjKlMnOpQrStUvWxYz",
        ["ChangeConnection.key"] = null,
        ["ChangeConnection.mailbox"] = null,
        ["ChangeConnection.name"] = "tenant-of-2026",
        ["ChangeConnection.password"] = null,
        ["ChangeConnection.refresh_token"] = null,
        ["Connection.client_id"] = "6731de76-14a6-49ae-97bc-6eba6914391e",
        ["Connection.id"] = "cn_4m1q8x0c7v2n9b5k",
        ["Connection.kind"] = "microsoft365_app",
        ["Connection.name"] = "old-tenant",
        ["Connection.remote_server"] = "outlook.office365.com",
        ["Connection.scope"] = null,
        ["Connection.separator"] = null,
        ["Connection.tenant"] = "old.example",
        ["Connection.token_endpoint"] = null,
        ["Connection.user"] = null,
        ["ConnectionTest.error_code"] = "consent_missing",
        ["ConnectionTest.error"] = "login.microsoftonline.com refuses one: unauthorized_client (AADSTS700016)",
        ["CreateMigration.csv_file_size"] = null,
        ["CreatedMigration.message"] = "Migration created",
        ["Customer.code"] = "C1001",
        ["Customer.domains"] = Texts("example.com"),
        ["ErrorDetail.code"] = "auth",
        ["IssueToken.expires_in_days"] = 365,
        ["IssueToken.name"] = "panel",
        ["IssuedToken.secret"] = "hm_0123456789abcdefghijABCDEFGHIJ0123456789abc_1a2B3c",
        ["IssuedWebhook.secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ["MigrationResource.code"] = "MG12345678-3",
        ["MigrationResource.error_details"] = new JsonArray(),
        ["MigrationResource.second_execution_run"] = new JsonObject(),
        ["MigrationResource.status"] = "success",
        ["Preset.name"] = "standard_ssl",
        ["Preset.notes"] = "TLS from the first byte; the certificate is verified.",
        ["Progress.status"] = "running",
        ["Progress.started_at"] = Moment,
        ["ProgressMailboxes.failed"] = 1,
        ["ProgressMailboxes.running"] = 5,
        ["ProgressMailboxes.success"] = 9,
        ["ProgressMailboxes.total"] = 25,
        ["ProgressMailboxes.waiting"] = 10,
        ["ProgressMessages.copied"] = 15_000,
        ["ProgressMessages.total"] = 31_250,
        ["RepairResource.connection"] = null,
        ["Report.status"] = "completed_with_errors",
        ["Report.status_detail"] = null,
        ["ReportLine.code"] = "too_large",
        ["ReportResource.code"] = "MG12345678-3",
        ["ReportResource.status"] = "success",
        ["ReportRun.message"] = null,
        ["ReportRun.status"] = "success",
        ["Run.eta_seconds"] = null,
        ["Run.rate"] = 0,
        ["Run.status"] = "success",
        ["Token.id"] = 17,
        ["Token.last_used_at"] = Moment,
        ["Token.name"] = "panel",
        ["Webhook.id"] = "wh_4m1q8x0c7v2n9b5k",
        ["WebhookDelivery.id"] = "msg_17",
        ["WebhookTest.status"] = 204,
        ["Folders.include"] = Texts("INBOX", "Projects/**"),
        ["Folders.exclude"] = Texts("**/Old"),
        ["Folders.map"] = new JsonObject { ["Projects"] = "Archive/Projects" },
        ["attempts"] = 1,
        ["blocked_until"] = null,
        ["bytes_copied"] = 73_400_320,
        ["can_delete"] = true,
        ["code"] = "MG12345678",
        ["created_at"] = "2026-11-23T10:15:30.123Z",
        ["csv_file"] = File,
        ["csv_file_content"] = File,
        ["csv_file_name"] = "mailboxes.csv",
        ["custom_from_date"] = null,
        ["customer_code"] = "C1001",
        ["delivered"] = true,
        ["delivered_at"] = Moment,
        ["description"] = "is not valid",
        ["enabled"] = true,
        ["error"] = null,
        ["eta_seconds"] = 1_800,
        ["expires_at"] = null,
        ["field"] = "name",
        ["filter"] = null,
        ["finished_at"] = "2026-11-28T22:07:41.456Z",
        ["first_execution_date"] = "2026-11-28T22:00:00.000Z",
        ["folder"] = "INBOX/Archive",
        ["folders"] = 12,
        ["last_error"] = null,
        ["local_email"] = "anna@example.com",
        ["mailboxes"] = 25,
        ["masteruser"] = null,
        ["masteruser_password"] = null,
        ["message"] = "The source refuses the login.",
        ["message_id"] = "<20261123101530.17@old.example>",
        ["messages_copied"] = 1_249,
        ["messages_failed"] = 1,
        ["messages_total"] = 1_250,
        ["migration_code"] = "MG12345678",
        ["migration_id"] = 17,
        ["name"] = "Acme Ltd",
        ["next_attempt_at"] = null,
        ["owner"] = "C1001",
        ["page"] = 1,
        ["paused_at"] = Moment,
        ["per"] = 25,
        ["percent"] = 40,
        ["port"] = 993,
        ["previous_secret_until"] = null,
        ["query"] = null,
        ["rate"] = 1_048_576,
        ["reason"] = "The message is larger than the destination takes.",
        ["remote_password"] = "secret",
        ["remote_server"] = "imap.old.example",
        ["remote_username"] = "anna@old.example",
        ["resource_code"] = "MG12345678",
        ["revoked_at"] = null,
        ["run"] = "first_execution",
        ["second_execution_date"] = "2026-12-02T22:00:00.000Z",
        ["second_execution_every"] = 24,
        ["received_before"] = "2026-11-01",
        ["MigrationDetail.received_before"] = "2026-11-01T00:00:00.000Z",
        ["size_limit"] = 26_214_400,
        ["second_execution_until"] = "2026-12-16T22:00:00.000Z",
        ["sort"] = "desc",
        ["sort_field"] = "created_at",
        ["source_host"] = "imap.old.example",
        ["status"] = "scheduled",
        ["status_detail"] = "first execution",
        ["summary"] = "25 mailboxes at imap.old.example: the login is refused",
        ["total_pages"] = 1,
        ["total_records"] = 1,
        ["uid"] = 4_711,
        ["url"] = "https://panel.example.net/hooks/migrations",
        ["waiting"] = null,
        ["warnings"] = null,
        ["weight"] = 1,
        ["what_to_do"] = "Ask for the right passwords, and repair the mailboxes.",
    };

    /// <summary>Makes a value.</summary>
    /// <param name="schema">Its schema.</param>
    public JsonNode? Of(IOpenApiSchema schema) => Of(schema, owner: string.Empty, name: string.Empty);

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private JsonNode? Of(IOpenApiSchema schema, string owner, string name)
    {
        var target = schema;
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            (target, owner) = (document.Components!.Schemas![id], id.EndsWith(Form, StringComparison.Ordinal) ? id[..^Form.Length] : id);
        }

        var type = (target.Type ?? JsonSchemaType.Object) & ~JsonSchemaType.Null;
        return type switch
        {
            JsonSchemaType.Object => ObjectOf(target, owner),
            JsonSchemaType.Array => new JsonArray(Of(target.Items!, owner, name)),
            _ => Plain(target, type, name),
        };
    }

    private JsonObject ObjectOf(IOpenApiSchema schema, string owner)
    {
        var value = new JsonObject();
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var isKnown = Known.TryGetValue($"{owner}.{name}", out var known) || Known.TryGetValue(name, out known);
            if (isKnown && known is null && !MayBeNull(property) && schema.Required?.Contains(name) != true)
            {
                // Left out, which is what null means in a body and in an answer alike.
                continue;
            }

            value[name] = isKnown && Fits(property, known) && (known is not null || MayBeNull(property)) ? known?.DeepClone()
                : property.Examples is [{ } example, ..] ? example.DeepClone()
                : !isKnown && MayBeNull(property) ? null
                : Of(property, owner, name);
        }

        return value;
    }

    // Names mean one thing in most schemas, and something else in some: "resources" is a number in one and a list in others.
    private static bool Fits(IOpenApiSchema property, JsonNode? value) => value is null || property.Type is not { } type || value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => type.HasFlag(JsonSchemaType.String) && (property.Enum is not { Count: > 0 } texts || texts.Any(text => JsonNode.DeepEquals(text, value))),
        System.Text.Json.JsonValueKind.Number => type.HasFlag(JsonSchemaType.Integer),
        System.Text.Json.JsonValueKind.Array => type.HasFlag(JsonSchemaType.Array),
        System.Text.Json.JsonValueKind.Object => type.HasFlag(JsonSchemaType.Object),
        _ => type.HasFlag(JsonSchemaType.Boolean),
    };

    private static bool MayBeNull(IOpenApiSchema schema) => schema is not OpenApiSchemaReference && schema.Type?.HasFlag(JsonSchemaType.Null) == true;

    private static JsonNode Plain(IOpenApiSchema schema, JsonSchemaType type, string name) => type switch
    {
        _ when schema.Examples is [{ } example, ..] => example.DeepClone(),
        _ when schema.Default is { } given => given.DeepClone(),
        JsonSchemaType.String when schema.Enum is { Count: > 0 } texts => texts[0]!.DeepClone(),
        JsonSchemaType.String when schema.Format == "date-time" => Moment,
        JsonSchemaType.String => name.Length == 0 ? "text" : name,
        JsonSchemaType.Boolean => false,
        _ => int.Parse(schema.Minimum ?? "0", CultureInfo.InvariantCulture),
    };
}
