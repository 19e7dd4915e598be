using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.AddResources;

/// <summary>Compares the mailboxes of a file with those that a migration has already, but for their passwords: the answer would tell whoever guesses them.</summary>
internal sealed class KnownMailboxes(IReadOnlyList<MigrationResource> resources, Preset preset)
{
    private readonly ILookup<SourceKey, MigrationResource> _mailboxes = resources.ToLookup(resource => SourceKey.Of(resource, preset));
    private readonly ILookup<SourceKey, MigrationResource> _users = resources.ToLookup(resource => SourceKey.Of(resource, preset) with { Email = string.Empty });

    /// <summary>What is wrong with a mailbox beside those that are there.</summary>
    public IEnumerable<CsvFault> FindFaults(CsvMailbox mailbox)
    {
        if (_mailboxes[mailbox.ToKey(preset)].FirstOrDefault() is { } twin)
        {
            yield return new CsvFault(mailbox.Row, null, UploadErrorCode.Duplicate, $"is the same mailbox from the same source as {twin.Code}");
        }
    }

    /// <summary>What is sound beside those that are there, but seldom meant.</summary>
    public IEnumerable<CsvFault> FindWarnings(CsvMailbox mailbox)
    {
        if (_users[mailbox.ToKey(preset) with { Email = string.Empty }].FirstOrDefault() is { } other)
        {
            yield return new CsvFault(
                mailbox.Row, CsvColumn.RemoteUsername, UploadErrorCode.SharedUser, $"is the same user at the same server as that of {other.Code}: both mailboxes will get the same mail");
        }
    }
}
