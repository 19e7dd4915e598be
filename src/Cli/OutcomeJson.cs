using System.Text.Json.Serialization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli;

/// <summary>How <c>mailbox copy --json</c> spells what has become of a mailbox.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CopiedMailbox))]
[JsonSerializable(typeof(RehearsedMailbox))]
[JsonSerializable(typeof(RefusedMailbox))]
internal sealed partial class OutcomeJson : JsonSerializerContext;

/// <summary>A copy that has ended.</summary>
internal sealed record CopiedMailbox(
    string Mailbox,
    int Folders,
    long MessagesTotal,
    long MessagesCopied,
    long MessagesSkipped,
    long MessagesFailed,
    long MessagesLeftOut,
    long MessagesMissing,
    long BytesCopied,
    IReadOnlyList<string> Notes,
    IReadOnlyList<FailedMessage> Failures,
    string? ErrorCode,
    string? Error);

/// <summary>A rehearsal that has ended.</summary>
internal sealed record RehearsedMailbox(
    string Mailbox,
    bool DryRun,
    IReadOnlyList<RehearsedFolder> Folders,
    long MessagesLeftOut,
    long? LargestMessage,
    IReadOnlyList<string> Notes,
    IReadOnlyList<FailedMessage> Failures,
    string? ErrorCode,
    string? Error);

/// <summary>A mailbox with which nothing was begun.</summary>
internal sealed record RefusedMailbox(string Mailbox, string Error);

/// <summary>A message, or a whole folder, that could not be copied.</summary>
internal sealed record FailedMessage(string Folder, uint? Uid, string? MessageId, string Code, string Reason)
{
    public static FailedMessage Of(CopyFailure failure) =>
        new(failure.Folder, failure.Uid, failure.MessageId, EnumText<CopyFault>.ToText(failure.Fault), failure.Reason);
}
