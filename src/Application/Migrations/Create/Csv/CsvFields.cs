using System.Text;
using Hosting.Migrations.Application.Errors;
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

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>A field as it is meant: blanks around addresses, servers and users, which nobody sees, come from tables; a password is what it is.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="value">The field.</param>
    public static string Clean(string column, string value) => CsvColumn.IsPassword(column) ? value : value.Trim();

    /// <summary>What is wrong with a field; null = nothing.</summary>
    /// <param name="column">The field's column.</param>
    /// <param name="value">The field.</param>
    /// <param name="masterSeparator">What no address may hold, since it joins user and master user at the destination.</param>
    /// <param name="ports">Which ports may be named; null = all.</param>
    public static FieldFault? FindFault(string column, string value, string masterSeparator, SourcePorts? ports = null) =>
        value.Length == 0 ? new(UploadErrorCode.Empty, "is empty")
        : value.Any(char.IsControl) ? new(UploadErrorCode.Character, "must not contain control characters, line breaks included")
        : !IsText(value) ? new(UploadErrorCode.Encoding, "has a character that could not be read; is the file in UTF-8?")
        : CsvColumn.IsPassword(column) ? FindPasswordFault(value)
        : HiddenCharacters.Find(value) is { } hidden
            ? new(UploadErrorCode.Character, $"must not contain {HiddenCharacters.Describe(hidden)}, a character that is not seen")
        : FindQuoteFault(column, value) ?? column switch
        {
            CsvColumn.LocalEmail => FindEmailFault(value, masterSeparator),
            CsvColumn.RemoteServer => FindServerFault(value, ports),

            // Its form is looked at where it is looked up.
            CsvColumn.Connection => null,
            _ => FindUserFault(value),
        };

    // U+FFFD stands where a decoder met bytes that it could not read; half a surrogate pair is no text at all.
    private static bool IsText(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    // A user's name may have one inside, for all that is known of other servers.
    private static FieldFault? FindQuoteFault(string column, string value) =>
        TypographicQuotes.Find(value) is { } quote && (column is CsvColumn.LocalEmail or CsvColumn.RemoteServer || TypographicQuotes.Surround(value))
            ? new(UploadErrorCode.Quote, $"must not have typographic quotes ({HiddenCharacters.Describe(new Rune(quote))}); leave them out, or put \" in their place")
            : null;

    private static FieldFault? FindEmailFault(string value, string masterSeparator) =>
        !MailboxAddress.TryParse(value, masterSeparator, out var address, out var fault) ? new(UploadErrorCode.Address, fault)
        : address.Domain is null ? new(UploadErrorCode.Address, "must be a mail address, such as anna@example.com")
        : null;

    private static FieldFault? FindServerFault(string value, SourcePorts? ports) =>
        RemoteServer.TryParse(value, out var server) ? (ports?.FindRefusal(server.Port) is { } refusal ? new(UploadErrorCode.Server, refusal) : null)
        : new(UploadErrorCode.Server, value.Contains('/', StringComparison.Ordinal)
            ? "must be a host name or IP address without scheme or path"
            : "must be a host name or IP address, optionally with a port from 1 to 65535, such as imap.example.net:993");

    private static FieldFault? FindUserFault(string value) =>
        value.Length > Mailbox.MaxUserLength ? new(UploadErrorCode.TooLarge, $"must have at most {Mailbox.MaxUserLength} characters")
        : string.IsNullOrWhiteSpace(value) ? new(UploadErrorCode.Empty, "is empty")
        : null;

    private static FieldFault? FindPasswordFault(string value) =>
        Encoding.UTF8.GetByteCount(value) > MaxPasswordBytes ? new(UploadErrorCode.TooLarge, $"must have at most {MaxPasswordBytes} bytes")
        : value.Contains(ByteOrderMark, StringComparison.Ordinal) ? new(UploadErrorCode.Character, "must not contain U+FEFF, with which a file begins: were two files joined?")
        : null;
}
