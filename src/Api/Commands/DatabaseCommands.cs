using System.CommandLine;
using Hosting.Migrations.Application.Database.Migrate;
using Hosting.Migrations.Application.Security.ForgetPasswords;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>database migrate</c> and <c>database forget-passwords</c>.</summary>
internal static class DatabaseCommands
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Erase them; without this they are only counted." };

    public static Command Create() => new("database", "Look after the database.")
    {
        new Command("migrate", "Create the database if need be, and bring its schema up to date.").Does(async (mediator, _, cancellationToken) =>
        {
            var applied = await mediator.Send(new MigrateDatabaseCommand(), cancellationToken);
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", applied)}");
        }),
        new Command("forget-passwords", "Erase the passwords whose keys are lost, so that the service takes new ones.") { Yes }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var isMeant = parsed.GetValue(Yes);
            var lost = await mediator.Send(new ForgetPasswordsCommand(isMeant), cancellationToken);
            Console.WriteLine($"{lost.Count} of {lost.Of} passwords can't be opened with the keys in Secrets:KeyFolder{(isMeant && lost.Count > 0 ? ", and have been erased" : string.Empty)}.");
            if (lost.Migrations.Count > 0)
            {
                Console.WriteLine($"Their migrations: {string.Join(", ", lost.Migrations)}");
            }
        }),
    };
}
