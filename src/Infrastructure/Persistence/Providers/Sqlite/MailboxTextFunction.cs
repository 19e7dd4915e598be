using System.Data.Common;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite;

/// <summary>Lends SQLite, which folds ASCII alone, the folding of this program: a connection knows what it was told since it was opened.</summary>
internal sealed class MailboxTextFunction : DbConnectionInterceptor
{
    public const string Name = "mailbox_text";

    private MailboxTextFunction()
    {
    }

    public static MailboxTextFunction Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Lend(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Lend(connection);
        return Task.CompletedTask;
    }

    private static void Lend(DbConnection connection) => ((SqliteConnection)connection).CreateFunction(
        Name,
        (string code, string localEmail, string remoteUsername, string remoteServer) => SearchText.Of(code, localEmail, remoteUsername, remoteServer),
        isDeterministic: true);
}
