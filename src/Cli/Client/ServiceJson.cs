using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hosting.Migrations.Cli.Client;

/// <summary>What the service answers, as far as it is shown here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(MigrationAnswer))]
[JsonSerializable(typeof(CreatedAnswer))]
[JsonSerializable(typeof(ProgressAnswer))]
[JsonSerializable(typeof(CausesAnswer))]
[JsonSerializable(typeof(MailboxAnswer))]
[JsonSerializable(typeof(StatusEvent))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(RetryBody))]
[JsonSerializable(typeof(List<JsonElement>))]
internal sealed partial class ServiceJson : JsonSerializerContext;

internal sealed record RefusalAnswer(string? Message, IReadOnlyList<FieldAnswer>? Errors);

internal sealed record FieldAnswer(string? Field, string? Description, int? Row);

internal sealed record MigrationAnswer(
    string Status,
    string? StatusDetail,
    string Code,
    string OriginalCsvFileName,
    string Preset,
    bool ResourcesHasErrors,
    int Resources,
    bool IsLate,
    string Owner,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FirstExecutionDate,
    DateTimeOffset? SecondExecutionDate);

internal sealed record CreatedAnswer(string? ResourceCode, int? Mailboxes, IReadOnlyList<FieldAnswer>? Warnings);

internal sealed record ProgressAnswer(string? Run, MailboxCounts Mailboxes, MessageCounts Messages, long BytesCopied, long Rate, int Percent, long? EtaSeconds);

internal sealed record MailboxCounts(int Total, int Waiting, int Running, int Success, int Failed);

internal sealed record MessageCounts(long Total, long Copied, long Skipped, long Failed, long LeftOut, long Missing);

internal sealed record CausesAnswer(IReadOnlyList<CauseAnswer> Causes);

internal sealed record CauseAnswer(string ErrorCode, string? RemoteServer, string Summary, string WhatToDo);

internal sealed record MailboxAnswer(string Code, string Status, string? StatusDetail, string LocalEmail, string RemoteUsername, string RemoteServer, IReadOnlyList<FaultAnswer> ErrorDetails);

internal sealed record FaultAnswer(string Code, string Message);

internal sealed record StatusEvent(string Status, string? StatusDetail, DateTimeOffset OccurredAt);

internal sealed record ProgressEvent(int Pending, int Running, int Success, int Failed, long MessagesTotal, long MessagesCopied, long MessagesSkipped, long BytesCopied);

internal sealed record RetryBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Resources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RemoteServer);
