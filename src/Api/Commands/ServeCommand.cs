using System.CommandLine;
using Hosting.Migrations.Application.Database.Migrate;
using Hosting.Migrations.Application.SampleData.LoadDemo;
using MediatR;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>serve</c>: runs the API. In Development it brings the schema up to date first, and an empty database gets demo data.</summary>
internal static class ServeCommand
{
    private const string Name = "serve";

    // The settings of the host, and the sections in which all others lie.
    private static readonly string[] Settings =
    [
        "urls", "environment", "contentRoot", "applicationName",
        "ApiTokens", "Audit", "AutoMapper", "Connections", "ConnectionStrings", "Cors", "Database", "Destination", "EventStreams", "Kestrel", "Logging", "MailboxCopy", "Migrations", "Proxy", "RateLimits", "Roles", "Secrets", "SourceAddresses", "Uploads", "Webhooks", "Workers",
    ];

    /// <summary>Whether the command line asks to serve.</summary>
    public static bool Serves(ParseResult parsed) => parsed.CommandResult.Command is RootCommand or { Name: Name };

    /// <summary>The first of the tokens after <c>serve</c> that is no setting, such as <c>--urls=http://localhost:8080</c> or <c>--Section:Key value</c>.</summary>
    public static string? FindUnknownSetting(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsSetting(tokens[i]))
            {
                return tokens[i];
            }

            // The value may follow as a token of its own.
            i += tokens[i].Contains('=', StringComparison.Ordinal) ? 0 : 1;
        }

        return null;
    }

    public static Command Create(StopSignals signals)
    {
        var serve = new Command(Name, "Serve the API (the default). Settings can follow as --Key=value, such as --urls=http://localhost:8080.");
        MakeDefault(serve, signals);
        return serve;
    }

    /// <summary>Has a command serve the API.</summary>
    public static void MakeDefault(Command command, StopSignals signals)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) => ServeAsync([.. parsed.UnmatchedTokens], signals));
    }

    private static bool IsSetting(string token)
    {
        var key = token.StartsWith("--", StringComparison.Ordinal) ? token[2..].Split('=', ':')[0] : string.Empty;
        return Settings.Contains(key, StringComparer.OrdinalIgnoreCase);
    }

    private static async Task ServeAsync(string[] settings, StopSignals signals)
    {
        try
        {
            var builder = Service.CreateBuilder(settings);
            builder.Services.AddSingleton<IHostLifetime>(signals);
            await using var app = builder.Build();

            // The host would tell of a wrong setting with all that lies behind it.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.WarmUp();
            app.UsePipeline();
            if (app.Environment.IsDevelopment())
            {
                await PrepareDemoAsync(app, signals.Asked);
            }

            // A start is not called off in the middle, which would be told as its failure: it takes a moment.
            signals.Asked.ThrowIfCancellationRequested();
            await app.StartAsync(CancellationToken.None);
            await app.WaitForShutdownAsync(signals.Asked);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            // Stopped before it has started.
        }
    }

    private static async Task PrepareDemoAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new MigrateDatabaseCommand(), cancellationToken);
        if (await mediator.Send(new LoadDemoCommand(), cancellationToken) is { } access)
        {
            app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome(access, app.Urls.First())));
        }
    }

    private static string Welcome(DemoAccess access, string url) => $"""

        The service is ready, with demo data. Try:

          curl -H 'X-Api-Token: {access.CustomerToken}' '{url}/api/migrations?per=2'
          curl -H 'X-Api-Token: {access.AdminToken}' '{url}/api/migrations?status=scheduled&per=2'
          curl -H 'X-Api-Token: {access.AdminToken}' '{url}/api/migrations?customer_code={access.CustomerCode}&query=csv'

        {access.CustomerToken} belongs to customer {access.CustomerCode}, {access.AdminToken} to an admin.
        The API is described at {url}/docs
        """;
}
