using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A message or a folder that could not be copied. The rest goes on.</summary>
/// <param name="Folder">The folder at the source.</param>
/// <param name="Uid">The message's UID at the source; null = the folder itself.</param>
/// <param name="MessageId">The message's Message-ID, if it has one and could be read.</param>
/// <param name="Fault">Why.</param>
/// <param name="Reason">A sentence for an operator, with the server's own words; never holds a password.</param>
public sealed record CopyFailure(string Folder, uint? Uid, string? MessageId, CopyFault Fault, string Reason)
{
    /// <summary>The folder at the source, as it may be shown.</summary>
    public string Folder { get; } = ForeignText.Clean(Folder, ForeignText.MaxNameLength);

    /// <summary>The message's Message-ID, as it may be shown; null if it has none, or none that could be read.</summary>
    public string? MessageId { get; } = MessageId is null ? null : ForeignText.Clean(MessageId, ForeignText.MaxNameLength);

    /// <summary>A sentence for an operator, with the server's own words; never holds a password.</summary>
    public string Reason { get; } = ForeignText.Clean(Reason, ForeignText.MaxSentenceLength);
}
