using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.AddResources;

/// <summary>Compares the mailboxes of a file with those that a migration has already.</summary>
internal sealed class KnownMailboxes(IReadOnlyList<MigrationResource> resources, Preset preset, ISecretSealer sealer)
{
    private readonly ILookup<SourceKey, MigrationResource> _mailboxes = resources.ToLookup(resource => SourceKey.Of(resource, preset));
    private readonly ILookup<SourceKey, MigrationResource> _users = resources.ToLookup(resource => SourceKey.Of(resource, preset) with { Email = string.Empty });
    private readonly ILookup<(string Host, string User), MigrationResource> _logins =
        resources.Where(resource => resource.SealedPassword is not null).ToLookup(resource => CsvMailbox.LoginKeyOf(resource.RemoteServer, resource.MasterUser ?? resource.RemoteUsername));

    /// <summary>What is wrong with a mailbox beside those that are there.</summary>
    public IEnumerable<CsvFault> FindFaults(CsvMailbox mailbox)
    {
        if (_mailboxes[mailbox.ToKey(preset)].FirstOrDefault() is { } twin)
        {
            yield return new CsvFault(mailbox.Row, null, UploadErrorCode.Duplicate, $"is the same mailbox from the same source as {twin.Code}");
        }
        else if (_logins[mailbox.ToLoginKey()].FirstOrDefault() is { } other && HasOtherPassword(mailbox, other))
        {
            yield return new CsvFault(
                mailbox.Row,
                mailbox.PasswordColumn,
                UploadErrorCode.OtherPassword,
                $"is another password for the same user at the same server than that of {other.Code}: if that one is wrong, repair it first");
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

    private bool HasOtherPassword(CsvMailbox mailbox, MigrationResource other)
    {
        try
        {
            return mailbox.OwnPassword is { } password && sealer.Unseal(other.SealedPassword!).Reveal() != password;
        }
        catch (SealBrokenException)
        {
            // Nobody knows it here.
            return false;
        }
    }
}
