using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>The rules for single fields. What looks like a spreadsheet's formula is text like any other.</summary>
internal static class CsvFields
{
    // So long that no password has it, and short enough to be kept when it is encrypted.
    public const int MaxPasswordBytes = 1000;

    /// <summary>What is wrong with a field; null = nothing.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="value">The field.</param>
    /// <param name="masterSeparator">What no address may hold, since it joins user and master user at the destination.</param>
    /// <param name="ports">Which ports may be named; null = all.</param>
    public static string? FindFault(string column, string value, string masterSeparator, SourcePorts? ports = null) =>
        value.Length == 0 ? "is empty"
        : value.Any(char.IsControl) ? "must not contain control characters, line breaks included"
        : !IsText(value) ? "has a character that could not be read; is the file in UTF-8?"
        : column is CsvColumn.RemotePassword or CsvColumn.MasterUserPassword ? FindPasswordFault(value)
        : HiddenCharacters.Find(value) is { } hidden ? $"must not contain {HiddenCharacters.Describe(hidden)}, a character that is not seen"
        : column switch
        {
            CsvColumn.LocalEmail => FindEmailFault(value, masterSeparator),
            CsvColumn.RemoteServer => FindServerFault(value, ports),
            _ => FindUserFault(value),
        };

    // U+FFFD stands where a decoder met bytes that it could not read; half a surrogate pair is no text at all.
    private static bool IsText(string value) => !value.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static string? FindEmailFault(string value, string masterSeparator) =>
        !MailboxAddress.TryParse(value, masterSeparator, out var address, out var fault) ? fault
        : address.Domain is null ? "must be a mail address, such as anna@example.com"
        : null;

    private static string? FindServerFault(string value, SourcePorts? ports) =>
        RemoteServer.TryParse(value, out var server) ? ports?.FindRefusal(server.Port)
        : value.Contains('/', StringComparison.Ordinal) ? "must be a host name or IP address without scheme or path"
        : "must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993";

    private static string? FindUserFault(string value) =>
        value.Length > Mailbox.MaxUserLength ? $"must have at most {Mailbox.MaxUserLength} characters"
        : string.IsNullOrWhiteSpace(value) ? "is empty"
        : null;

    private static string? FindPasswordFault(string value) =>
        Encoding.UTF8.GetByteCount(value) > MaxPasswordBytes ? $"must have at most {MaxPasswordBytes} bytes" : null;
}
