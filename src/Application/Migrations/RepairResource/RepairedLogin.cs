using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.RepairResource;

/// <summary>The login that a mailbox has after a repair.</summary>
internal static class RepairedLogin
{
    /// <exception cref="RequestInvalidException">What was sent does not fit the login that the mailbox has.</exception>
    public static SourceLogin Of(
        Migration migration, MigrationResource resource, RepairResourceCommand request, IReadOnlyList<Connection> connections, ISecretSealer sealer)
    {
        var (server, user) = (request.RemoteServer ?? resource.RemoteServer, request.RemoteUsername ?? resource.RemoteUsername);
        var login = RepairedConnection.IsMeant(resource, request)
            ? RepairedConnection.Find(resource, request, connections, new SourceLogin(server, user, MasterUser: null, SealedPassword: null))
            : WithPassword(resource, request, new SourceLogin(server, user, MasterUser: null, resource.SealedPassword), sealer);
        var source = SourceKey.Of(resource.LocalEmail, login.RemoteServer, login.RemoteUsername, migration.Preset);
        var twin = migration.Resources.FirstOrDefault(other =>
            other != resource && SourceKey.Of(other, migration.Preset) == source);
        return twin is null ? login : throw new RequestInvalidException(
        [
            new FieldError(request.RemoteUsername is null ? CsvColumn.RemoteServer : CsvColumn.RemoteUsername, $"makes it the same mailbox from the same source as {twin.Code}"),
        ]);
    }

    private static SourceLogin WithPassword(MigrationResource resource, RepairResourceCommand request, SourceLogin login, ISecretSealer sealer)
    {
        // The master user of a connection is that one's alone.
        var known = resource.ConnectionId is null ? resource.MasterUser : null;
        var masterUser = request.LeavesMasteruser ? null : request.Masteruser ?? known;
        FieldError[] faults = [.. FindFaults(resource, masterUser, request)];
        return faults.Length > 0 ? throw new RequestInvalidException(faults) : login with
        {
            MasterUser = masterUser,
            SealedPassword = (masterUser is null ? request.RemotePassword : request.MasteruserPassword) is { } given ? sealer.Seal(new Secret(given)) : login.SealedPassword,
        };
    }

    private static IEnumerable<FieldError> FindFaults(MigrationResource resource, string? masterUser, RepairResourceCommand request)
    {
        var (used, unused) = masterUser is null
            ? (CsvColumn.RemotePassword, CsvColumn.MasterUserPassword)
            : (CsvColumn.MasterUserPassword, CsvColumn.RemotePassword);
        var (usedValue, unusedValue) = masterUser is null
            ? (request.RemotePassword, request.MasteruserPassword)
            : (request.MasteruserPassword, request.RemotePassword);
        if (unusedValue is not null)
        {
            yield return new FieldError(unused, masterUser is null ? "is not used: no master user logs in; give masteruser too" : $"is not used: a master user logs in; give {used} instead");
        }

        if (usedValue is null && resource.ConnectionId is not null)
        {
            yield return new FieldError(used, "is required in the place of the connection");
        }
        else if (usedValue is null && (masterUser is null) != (resource.MasterUser is null))
        {
            yield return new FieldError(used, "is required: the password that is known is not this user's");
        }
        else if (usedValue is null && request.RemoteServer is { } server && RemoteServer.HostOf(server) != RemoteServer.HostOf(resource.RemoteServer))
        {
            // Who may repair a mailbox need not know its password, and could have it sent to a server of their own.
            yield return new FieldError(used, "is required with another server: the password that is known was given for the one before");
        }
        else if (usedValue is null && resource.SealedPassword is null)
        {
            yield return new FieldError(used, "is required: the password that was known has been erased");
        }
    }
}
