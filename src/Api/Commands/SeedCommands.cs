using System.CommandLine;
using System.Globalization;
using Hosting.Migrations.Application.SampleData.Seed;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>seed</c>.</summary>
internal static class SeedCommands
{
    public static Command Create()
    {
        var customers = new Option<int>("--customers") { Description = "How many customers: C1001, C1002, ...", Required = true };
        var migrations = new Option<int>("--migrations") { Description = "How many migrations.", Required = true };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "The day that the data take for today; by default today. The same day makes the same data." };
        return new Command("seed", "Fill an empty database with sample data.") { customers, migrations, asOf }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var day = parsed.GetValue(asOf) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
                var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
                var command = new SeedCommand(parsed.GetRequiredValue(customers), parsed.GetRequiredValue(migrations), midnight);
                await mediator.Send(command, cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"Stored {command.Customers} customers and {command.Migrations} migrations as of {day:O}."));
            });
    }
}
