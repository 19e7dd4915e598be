using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hosting.Migrations.Cli.Client;

/// <summary>What the service answers, as far as it is shown here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(MigrationAnswer))]
[JsonSerializable(typeof(CreatedAnswer))]
[JsonSerializable(typeof(ProgressAnswer))]
[JsonSerializable(typeof(CausesAnswer))]
[JsonSerializable(typeof(IReadOnlyList<CauseAnswer?>))]
[JsonSerializable(typeof(PageAnswer))]
[JsonSerializable(typeof(MailboxAnswer))]
[JsonSerializable(typeof(StatusEvent))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(RetryBody))]
[JsonSerializable(typeof(List<JsonElement>))]
internal sealed partial class ServiceJson : JsonSerializerContext;

internal sealed record RefusalAnswer(string? Message = null, IReadOnlyList<FieldAnswer?>? Errors = null);

internal sealed record FieldAnswer(string? Field = null, string? Description = null, int? Row = null);

internal sealed record MigrationAnswer(
    string Status,
    string Code,
    string OriginalCsvFileName,
    string Preset,
    bool ResourcesHasErrors,
    int Resources,
    bool IsLate,
    string Owner,
    DateTimeOffset CreatedAt,
    string? StatusDetail = null,
    DateTimeOffset? FirstExecutionDate = null,
    DateTimeOffset? SecondExecutionDate = null);

internal sealed record CreatedAnswer(string? ResourceCode = null, int? Mailboxes = null, IReadOnlyList<FieldAnswer?>? Warnings = null);

internal sealed record PageAnswer(PaginationAnswer Pagination);

internal sealed record PaginationAnswer(int TotalPages);

internal sealed record ProgressAnswer(MailboxCounts Mailboxes, MessageCounts Messages, long BytesCopied, long Rate, int Percent, string? Run = null, long? EtaSeconds = null);

internal sealed record MailboxCounts(int Total, int Waiting, int Running, int Success, int Failed);

internal sealed record MessageCounts(long Total, long Copied, long Skipped, long Failed, long LeftOut, long Missing);

internal sealed record CausesAnswer(JsonElement Causes);

internal sealed record CauseAnswer(string ErrorCode, string Summary, string WhatToDo, string? RemoteServer = null);

internal sealed record MailboxAnswer(
    string Code, string Status, string LocalEmail, string RemoteUsername, string RemoteServer, IReadOnlyList<FaultAnswer?> ErrorDetails, string? StatusDetail = null);

internal sealed record FaultAnswer(string Code, string Message);

internal sealed record StatusEvent(string Status, DateTimeOffset OccurredAt, string? StatusDetail = null);

internal sealed record ProgressEvent(int Pending, int Running, int Success, int Failed, long MessagesTotal, long MessagesCopied, long MessagesSkipped, long BytesCopied);

internal sealed record RetryBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Resources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RemoteServer);
