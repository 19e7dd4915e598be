using System.Globalization;
using System.Runtime.CompilerServices;
using Hosting.Migrations.Client.Models;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using static Hosting.Migrations.Client.Api.Migrations.MigrationsRequestBuilder;

namespace Hosting.Migrations.Client;

/// <summary>A client of the HostingMigrations API. What is not written here is generated from its description.</summary>
public partial class MigrationsClient
{
    /// <summary>A client of the service at a URL.</summary>
    /// <param name="url">Where the service is.</param>
    /// <param name="token">An API token.</param>
    /// <param name="http">What sends the requests; by default a client of its own, which tries again what is 429 or 503.</param>
    /// <returns>The client.</returns>
    public static MigrationsClient Connect(Uri url, string token, HttpClient? http = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new MigrationsClient(new HttpClientRequestAdapter(new TokenAuthenticationProvider(token), httpClient: http) { BaseUrl = url.GetLeftPart(UriPartial.Path).TrimEnd('/') });
    }

    /// <summary>Walks the list of migrations by cursor, to its end.</summary>
    /// <param name="filter">Which migrations, in which order; all of them, the newest first, unless given.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The migrations, page after page.</returns>
    public async IAsyncEnumerable<Migration> WalkAsync(
        Action<MigrationsRequestBuilderGetQueryParameters>? filter = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var cursor = "start"; cursor is not null;)
        {
            var page = await Api.Migrations.GetAsync(
                request =>
                {
                    filter?.Invoke(request.QueryParameters);
                    request.QueryParameters.Cursor = cursor;
                },
                cancellationToken);
            foreach (var migration in page?.Resources ?? [])
            {
                yield return migration;
            }

            cursor = page?.NextCursor;
        }
    }

    /// <summary>Yields a migration as it is, and whenever it has changed, until it has ended or rests: it is paused, or waits for a date that is still to come.</summary>
    /// <param name="code">The migration's code.</param>
    /// <param name="every">How often to ask; a second unless given.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    /// <returns>The states, the last of which stays until somebody does something or the date has come.</returns>
    public async IAsyncEnumerable<MigrationDetail> FollowAsync(
        string code,
        TimeSpan? every = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(every ?? TimeSpan.FromSeconds(1));
        string? tag = null;
        MigrationDetail? migration = null;
        do
        {
            var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
            var answer = await Api.Migrations[code].GetAsync(
                request =>
                {
                    request.Options.Add(headers);
                    if (tag is not null)
                    {
                        request.Headers.Add("If-None-Match", tag);
                    }
                },
                cancellationToken);
            if (answer?.Resources is [var seen, ..])
            {
                tag = headers.ResponseHeaders.TryGetValue("ETag", out var tags) ? tags.First() : null;
                migration = seen;
                yield return seen;
            }

            // The time is the service's: the clock here may differ. Date has whole seconds, and what is due in a moment is waited for.
            var soon = DateTimeOffset.Parse(headers.ResponseHeaders["Date"].First(), CultureInfo.InvariantCulture).AddSeconds(5);
            if (migration is not null && Rests(migration, soon))
            {
                yield break;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static bool Rests(MigrationDetail migration, DateTimeOffset soon) => migration.Status switch
    {
        MigrationDetail_status.Failed or MigrationDetail_status.Completed_with_errors or MigrationDetail_status.Completed => true,
        MigrationDetail_status.Scheduled when migration.StatusDetail is not "paused" =>
            (migration.StatusDetail is "second execution" ? migration.SecondExecutionDate : migration.FirstExecutionDate) > soon,
        _ => migration.StatusDetail is "paused",
    };
}
