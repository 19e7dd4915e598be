using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A message or a folder that could not be copied. The rest goes on.</summary>
/// <param name="Folder">The folder at the source.</param>
/// <param name="Uid">The message's UID at the source; null = the folder itself.</param>
/// <param name="MessageId">The message's Message-ID, if it has one and could be read.</param>
/// <param name="Fault">Why.</param>
/// <param name="Reason">A sentence for an operator, with the server's own words; never holds a password.</param>
public sealed record CopyFailure(string Folder, uint? Uid, string? MessageId, CopyFault Fault, string Reason);
