using System.CommandLine;
using Hosting.Migrations.Application.Database.Migrate;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>database migrate</c>.</summary>
internal static class DatabaseCommands
{
    public static Command Create() => new("database", "Look after the database.")
    {
        new Command("migrate", "Create the database if need be, and bring its schema up to date.").Does(async (mediator, _, cancellationToken) =>
        {
            var applied = await mediator.Send(new MigrateDatabaseCommand(), cancellationToken);
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", applied)}");
        }),
    };
}
