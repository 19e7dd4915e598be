using System.Text.Json.Serialization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Security;

namespace Hosting.Migrations.Application.Migrations.AddResources;

/// <summary>Adds mailboxes to a migration that has not ended.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record AddResourcesCommand(Caller Caller, string Code) : IIdempotentRequest<AddedResourcesDto>, IChangesMigration, ISealsSecrets, IAudited
{
    /// <inheritdoc />
    public AuditAction AuditAction => AuditAction.AddMailboxes;

    /// <summary>A file as that of an upload, with a row for each mailbox.</summary>
    public string? CsvFileContent { get; init; }

    /// <inheritdoc />
    public string? IdempotencyKey { get; init; }

    /// <inheritdoc />
    public IEnumerable<object?> Meaning => ["add", Code, CsvFileContent];

    /// <inheritdoc />
    public bool IsReplayed { get; set; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];

    /// <summary>The name alone: the content holds passwords.</summary>
    public override string ToString() => nameof(AddResourcesCommand);
}

/// <summary>Mailboxes that were added, in the file's order.</summary>
/// <param name="Resources">The mailboxes.</param>
/// <param name="Pagination">Empty: all of them are here.</param>
public sealed record AddedResourcesDto(IReadOnlyList<MigrationResourceDto> Resources, NoPaginationDto Pagination)
{
    /// <summary>What is sound in the file, but seldom meant; null = nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UploadErrorDto>? Warnings { get; init; }
}
