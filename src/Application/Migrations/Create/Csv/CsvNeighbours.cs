using System.Globalization;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Compares the mailboxes of a file with those in the rows before.</summary>
/// <param name="preset">What kind of server the sources are; null = not known.</param>
internal sealed class CsvNeighbours(Preset? preset)
{
    private readonly Dictionary<SourceKey, int> _mailboxes = [];
    private readonly Dictionary<SourceKey, int> _users = [];
    private readonly Dictionary<(string Host, string User), CsvMailbox> _logins = [];
    private readonly List<CsvFault> _warnings = [];

    /// <summary>What is sound, but seldom meant: one user's mail in two mailboxes.</summary>
    public IReadOnlyList<CsvFault> Warnings => _warnings;

    /// <summary>What is wrong with a mailbox beside those before.</summary>
    public IEnumerable<CsvFault> FindFaults(CsvMailbox mailbox)
    {
        var key = mailbox.ToKey(preset);
        if (!_mailboxes.TryAdd(key, mailbox.Row))
        {
            yield return new CsvFault(
                mailbox.Row, null, UploadErrorCode.Duplicate, $"is the same mailbox from the same source as in row {Text(_mailboxes[key])}");
            yield break;
        }

        // All but one would be failed logins of the same user, whom many servers lock out after a few.
        var login = mailbox.ToLoginKey();
        if (!_logins.TryAdd(login, mailbox) && !mailbox.HasSamePassword(_logins[login]))
        {
            yield return new CsvFault(
                mailbox.Row,
                mailbox.PasswordColumn,
                UploadErrorCode.OtherPassword,
                $"is another password for the same user at the same server than that in row {Text(_logins[login].Row)}");
        }
        else if (!_users.TryAdd(key with { Email = string.Empty }, mailbox.Row))
        {
            _warnings.Add(new CsvFault(
                mailbox.Row,
                CsvColumn.RemoteUsername,
                UploadErrorCode.SharedUser,
                $"is the same user at the same server as in row {Text(_users[key with { Email = string.Empty }])}: both mailboxes will get the same mail"));
        }
    }

    private static string Text(int row) => row.ToString(CultureInfo.InvariantCulture);
}
