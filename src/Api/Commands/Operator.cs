using System.CommandLine;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Database.Migrate;
using MediatR;

namespace Hosting.Migrations.Api.Commands;

/// <summary>Runs what an operator asks for on the command line, through the same pipeline as the API's requests.</summary>
internal static class Operator
{
    // Who has become the service's user to do this tells more than the service's user, and may be made up by that one.
    private static string UserName => Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } user && user != Environment.UserName
        ? $"{Environment.UserName} (sudo: {user})"
        : Environment.UserName;

    /// <summary>Gives a command its work.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">What it does with the application.</param>
    public static Command Does(this Command command, Func<IMediator, ParseResult, CancellationToken, Task> work)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var builder = Service.CreateOperatorBuilder();

            // stdout is for results alone, and stderr for one line that says what went wrong.
            builder.Logging.ClearProviders();
            using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrigin>().Value = RequestOrigin.CommandLine(UserName);
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            if (builder.Environment.IsDevelopment())
            {
                // A developer never has to think of the schema.
                await mediator.Send(new MigrateDatabaseCommand(), cancellationToken);
            }

            await work(mediator, parsed, cancellationToken);
        });
        return command;
    }
}
