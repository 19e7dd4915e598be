using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Infrastructure.Persistence.Auditing;

/// <summary>
/// What the audit log tells of an entity, property by property. A test fails for a property that is in none of the three: whether a new one is a secret is
/// decided when it is added.
/// </summary>
/// <param name="Told">What is told, and by which name.</param>
/// <param name="Hidden">Secrets, by the names by which is told that they have changed.</param>
/// <param name="LeftOut">What follows from the rest, or is kept for the service alone.</param>
internal sealed record AuditedFields(IReadOnlyDictionary<string, string> Told, IReadOnlyDictionary<string, string> Hidden, IReadOnlyCollection<string> LeftOut)
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string HiddenText = "hidden";

    /// <summary>The entities of which the log tells.</summary>
    public static IReadOnlyDictionary<Type, AuditedFields> All { get; } = new Dictionary<Type, AuditedFields>
    {
        [typeof(Migration)] = new(
            new Dictionary<string, string>
            {
                [nameof(Migration.Status)] = "status",
                [nameof(Migration.Step)] = "step",
                [nameof(Migration.OriginalCsvFileName)] = "original_csv_file_name",
                [nameof(Migration.CsvFileSize)] = "csv_file_size",
                [nameof(Migration.Preset)] = "preset",
                [nameof(Migration.ResourceCount)] = "resource_count",
                [nameof(Migration.ExecuteNow)] = "execute_now",
                [nameof(Migration.FirstExecutionDate)] = "first_execution_date",
                [nameof(Migration.SecondExecutionDate)] = "second_execution_date",
                [nameof(Migration.SecondExecutionEvery)] = "second_execution_every",
                [nameof(Migration.SecondExecutionUntil)] = "second_execution_until",
                [nameof(Migration.FromDate)] = "from_date",
                [nameof(Migration.Folders)] = "folders",
                [nameof(Migration.ReceivedBefore)] = "received_before",
                [nameof(Migration.SizeLimit)] = "size_limit",
                [nameof(Migration.AdminFirstExecutionOverride)] = "admin_first_execution_override",
                [nameof(Migration.AdminSecondExecutionOverride)] = "admin_second_execution_override",
                [nameof(Migration.CancelledAt)] = "cancelled_at",
                [nameof(Migration.PausedAt)] = "paused_at",
            },
            new Dictionary<string, string>(),
            [
                nameof(Migration.Id), nameof(Migration.Code), nameof(Migration.CustomerId), nameof(Migration.Owner), nameof(Migration.CsvFileName),
                nameof(Migration.ResourcesHasErrors), nameof(Migration.CreatedAt), nameof(Migration.UpdatedAt), nameof(Migration.EndedAt),
                nameof(Migration.LastRow), nameof(Migration.SearchableText), "Revision",
            ]),
        [typeof(MigrationResource)] = new(
            new Dictionary<string, string>
            {
                [nameof(MigrationResource.LocalEmail)] = "local_email",
                [nameof(MigrationResource.RemoteServer)] = "remote_server",
                [nameof(MigrationResource.RemoteUsername)] = "remote_username",
                [nameof(MigrationResource.MasterUser)] = "masteruser",
                [nameof(MigrationResource.ConnectionId)] = "connection_id",
            },
            new Dictionary<string, string> { [nameof(MigrationResource.SealedPassword)] = "password" },
            [
                nameof(MigrationResource.Id), nameof(MigrationResource.MigrationId), nameof(MigrationResource.Code), nameof(MigrationResource.Row),
                nameof(MigrationResource.Status), nameof(MigrationResource.CreatedAt), nameof(MigrationResource.UpdatedAt), "Version",
            ]),
        [typeof(Customer)] = new(
            new Dictionary<string, string>
            {
                [nameof(Customer.Name)] = "name",
                [nameof(Customer.Weight)] = "weight",
                [nameof(Customer.DisabledAt)] = "disabled_at",
            },
            new Dictionary<string, string>(),
            [nameof(Customer.Id), nameof(Customer.Code), nameof(Customer.FoldedCode), nameof(Customer.CreatedAt)]),
        [typeof(CustomerDomain)] = new(
            new Dictionary<string, string> { [nameof(CustomerDomain.Name)] = "domains" },
            new Dictionary<string, string>(),
            [nameof(CustomerDomain.CustomerId)]),
        [typeof(ApiToken)] = new(
            new Dictionary<string, string>
            {
                [nameof(ApiToken.Name)] = "name",
                [nameof(ApiToken.IsAdmin)] = "admin",
                [nameof(ApiToken.GivenScope)] = "scope",
                [nameof(ApiToken.ExpiresAt)] = "expires_at",
                [nameof(ApiToken.RevokedAt)] = "revoked_at",
            },
            new Dictionary<string, string>(),
            [nameof(ApiToken.Id), nameof(ApiToken.Hash), nameof(ApiToken.CustomerId), nameof(ApiToken.CreatedAt), nameof(ApiToken.LastUsedAt)]),
        [typeof(Connection)] = new(
            new Dictionary<string, string>
            {
                [nameof(Connection.Name)] = "name",
                [nameof(Connection.Kind)] = "kind",
                [nameof(Connection.RemoteServer)] = "remote_server",
                [nameof(Connection.Tenant)] = "tenant",
                [nameof(Connection.ClientId)] = "client_id",
                [nameof(Connection.TokenEndpoint)] = "token_endpoint",
                [nameof(Connection.Scope)] = "scope",
                [nameof(Connection.User)] = "user",
                [nameof(Connection.Separator)] = "separator",
            },
            new Dictionary<string, string> { [nameof(Connection.SealedSecret)] = "secret" },
            [
                nameof(Connection.Id), nameof(Connection.PublicId), nameof(Connection.CustomerId), nameof(Connection.FoldedName), nameof(Connection.CreatedAt),
                nameof(Connection.UpdatedAt),
            ]),
        [typeof(ConnectionGrant)] = new(
            new Dictionary<string, string> { [nameof(ConnectionGrant.Mailbox)] = "mailbox" },
            new Dictionary<string, string> { [nameof(ConnectionGrant.SealedToken)] = "refresh_token" },
            [nameof(ConnectionGrant.Id), nameof(ConnectionGrant.ConnectionId), nameof(ConnectionGrant.MailboxKey), nameof(ConnectionGrant.UpdatedAt)]),
        [typeof(Webhook)] = new(
            new Dictionary<string, string>
            {
                [nameof(Webhook.Url)] = "url",
                [WebhookColumns.Events] = "events",
                [nameof(Webhook.IsEnabled)] = "enabled",
            },
            new Dictionary<string, string> { [nameof(Webhook.SealedSecret)] = "secret" },
            [
                nameof(Webhook.Id), nameof(Webhook.PublicId), nameof(Webhook.CustomerId), nameof(Webhook.CreatedAt), nameof(Webhook.PreviousSealedSecret),
                nameof(Webhook.PreviousSecretUntil), nameof(Webhook.FailuresInRow), nameof(Webhook.BlockedUntil),
            ]),
    };
}
