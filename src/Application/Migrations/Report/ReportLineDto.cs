using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>A message or a folder that was not copied and why, or a note.</summary>
/// <param name="Folder">The folder at the source; null for a note.</param>
/// <param name="Uid">The message's UID at the source; null = the folder itself, or a note.</param>
/// <param name="MessageId">The message's Message-ID, if it is known.</param>
/// <param name="Code">Why it was not copied, from a closed set; null = a note.</param>
/// <param name="Reason">The same as a sentence.</param>
public sealed record ReportLineDto(string? Folder, long? Uid, string? MessageId, [property: OneOf<CopyFault>] string? Code, string Reason)
{
    internal static string? CodeOf(CopyFault? fault) => fault is { } value ? EnumText<CopyFault>.ToText(value) : null;
}
