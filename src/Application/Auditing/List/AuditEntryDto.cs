using System.Text.Json;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Auditing.List;

/// <summary>Something that somebody has done.</summary>
/// <param name="Id">A number that grows.</param>
/// <param name="OccurredAt">When, by the database's clock.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="ObjectType">To what: migration, mailbox, customer, token, webhook, pause or database.</param>
/// <param name="ObjectCode">To which one; null where there is but one.</param>
/// <param name="CustomerCode">The customer whom it is about; null = none.</param>
/// <param name="MigrationCode">The migration that it is about; null = none. It may have been deleted.</param>
/// <param name="Before">What was changed, as it was; secrets read hidden.</param>
/// <param name="After">What was changed, as it is since; secrets read hidden.</param>
/// <param name="RequestId">The X-Request-Id of the request; null for what no request asked for.</param>
/// <param name="ClientAddress">The address from which the request came; null for what no request asked for.</param>
public sealed record AuditEntryDto(
    long Id,
    DateTimeOffset OccurredAt,
    AuditActorDto Actor,
    [property: OneOf<AuditAction>] string Action,
    [property: OneOf<AuditObject>] string ObjectType,
    string? ObjectCode,
    string? CustomerCode,
    string? MigrationCode,
    IReadOnlyDictionary<string, JsonElement> Before,
    IReadOnlyDictionary<string, JsonElement> After,
    string? RequestId,
    string? ClientAddress)
{
    internal static AuditEntryDto Of(AuditRecord entry) => new(
        entry.Id,
        entry.OccurredAt,
        new AuditActorDto(entry.Actor, entry.TokenId, entry.ActorName),
        entry.Action,
        entry.ObjectType,
        entry.Code,
        entry.CustomerCode,
        entry.MigrationCode,
        Read(entry.Before),
        Read(entry.After),
        entry.RequestId,
        entry.ClientAddress);

    private static Dictionary<string, JsonElement> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}

/// <summary>Who has done something.</summary>
/// <param name="Type">token, command_line (a user of the machine), or program: nobody, at its start.</param>
/// <param name="TokenId">The token's number; null for others.</param>
/// <param name="Name">The token's name at that time, or the user of the machine; null where there was none.</param>
public sealed record AuditActorDto([property: OneOf<ActorKind>] string Type, long? TokenId, string? Name);
