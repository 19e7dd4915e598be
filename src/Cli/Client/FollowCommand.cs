using System.CommandLine;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations follow</c>: tells what happens to a migration until it has ended. An outage of the service or of the network is waited out.</summary>
internal static class FollowCommand
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(5);

    public static Command Create() => new Command("follow", "Tell what happens to a migration, until it has ended.") { MigrationsCommands.Code }.Does(FollowAsync);

    private static async Task<int> FollowAsync(ServiceClient service, ParseResult parsed, Printer printer, CancellationToken cancellationToken)
    {
        var teller = new EventTeller(service, printer);
        var (lost, pause) = (TimeSpan.Zero, FirstPause);
        while (true)
        {
            var known = teller.Heard;
            try
            {
                await service.ListenAsync(MigrationsCommands.PathOf(parsed, "/events"), teller.LastEventId, teller.ListenAsync, cancellationToken);
                var migration = service.ReadSingle(await service.GetAsync(MigrationsCommands.PathOf(parsed), cancellationToken));
                var text = service.Read(migration, ServiceJson.Default.MigrationAnswer).Status;
                var status = EnumText<MigrationStatus>.IsDefined(text) ? EnumText<MigrationStatus>.Parse(text) : throw service.Foreign();
                if (status.HasEnded())
                {
                    teller.End();
                    return status == MigrationStatus.Completed ? ExitCode.Done : ExitCode.EndedWithErrors;
                }

                (lost, pause) = (TimeSpan.Zero, FirstPause);
            }
            catch (ServiceException fault) when (fault.ExitCode == ExitCode.Unavailable)
            {
                (lost, pause) = teller.Heard > known ? (TimeSpan.Zero, FirstPause) : (lost, pause);
                if (lost > LongestOutage)
                {
                    teller.End();
                    throw;
                }
            }

            // A stream that ends at once must not be asked for again and again either.
            await Task.Delay(pause, cancellationToken);
            lost += pause;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Tells events as they come.</summary>
    private sealed class EventTeller(ServiceClient service, Printer printer)
    {
        private readonly bool _isTerminal = !Console.IsErrorRedirected && !printer.IsJson && !printer.IsQuiet;

        /// <summary>How many events have come.</summary>
        public long Heard { get; private set; }

        /// <summary>The id of the last one that has any; empty = none.</summary>
        public string LastEventId { get; private set; } = string.Empty;

        public async Task ListenAsync(Stream? stream, CancellationToken cancellationToken)
        {
            if (stream is null)
            {
                return;
            }

            await foreach (var happened in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                Heard++;
                LastEventId = happened.EventId is { Length: > 0 } id ? id : LastEventId;
                Tell(happened);
            }
        }

        /// <summary>Leaves the line of progress.</summary>
        public void End()
        {
            if (_isTerminal)
            {
                Console.Error.Write("\r\u001b[K");
            }
        }

        private void Tell(SseItem<string> happened)
        {
            if (printer.IsJson)
            {
                using var type = JsonDocument.Parse($"\"{JsonEncodedText.Encode(happened.EventType)}\"");
                Printer.Json(("event", type.RootElement), ("data", service.Parse(Encoding.UTF8.GetBytes(happened.Data))));
            }
            else if (happened.EventType == "status" && !printer.IsQuiet)
            {
                var status = service.Read(happened.Data, ServiceJson.Default.StatusEvent);
                End();
                Printer.Line($"{status.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {MigrationText.StatusOf(status.Status, status.StatusDetail)}");
            }
            else if (happened.EventType == "progress" && _isTerminal)
            {
                End();
                Console.Error.Write(MigrationText.Describe(service.Read(happened.Data, ServiceJson.Default.ProgressEvent)));
            }
        }
    }
}
