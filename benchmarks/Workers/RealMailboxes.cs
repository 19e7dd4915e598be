using System.Diagnostics;
using System.Globalization;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>Mailboxes on a real source and a real destination, for workers with the engine of the service.</summary>
internal sealed class RealMailboxes(DovecotServer source, DovecotServer destination, IReadOnlyList<string> addresses, IReadOnlyList<string> others) : IAsyncDisposable
{
    /// <summary>The password of every mailbox at the source.</summary>
    public const string Password = DovecotUser.DefaultPassword;

    // Each mailbox has a test and a first execution.
    private const int RunsOfAMailbox = 2;

    // Each worker has compiled what it runs by then.
    private const int Others = 800;

    /// <summary>What workers have to know of the servers.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Destination__Host"] = DovecotServer.Host,
        ["Destination__Port"] = destination.Port.ToString(CultureInfo.InvariantCulture),
        ["Destination__Security"] = "None",
        ["Destination__MasterUser"] = DovecotServer.MasterUser,
        ["Destination__MasterPassword"] = DovecotServer.MasterPassword,
        ["Destination__MasterSeparator"] = "*",
        ["SourceAddresses__Allowed__0"] = "127.0.0.0/8",
        ["SourceAddresses__AllowedPorts__0"] = "1024-65535",
    };

    /// <summary>Starts both servers.</summary>
    /// <param name="mailboxes">How many mailboxes there are.</param>
    /// <param name="messages">How many messages each holds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RealMailboxes> StartAsync(int mailboxes, int messages, CancellationToken cancellationToken)
    {
        var addresses = Enumerable.Range(1, mailboxes + Others).Select(number => string.Create(CultureInfo.InvariantCulture, $"user{number}@example.com")).ToList();
        var options = new DovecotOptions { OffersTls = false, Users = addresses.ConvertAll(address => new DovecotUser(address)) };
        var source = await DovecotServer.StartAsync(options, cancellationToken);
        var destination = await DovecotServer.StartAsync(options, cancellationToken);
        foreach (var address in messages > 0 ? addresses : [])
        {
            await source.SeedAsync(address, Mailboxes.OneFolder(messages), cancellationToken);
        }

        return new RealMailboxes(source, destination, addresses[..mailboxes], addresses[mailboxes..]);
    }

    /// <summary>Has workers take all mailboxes from upload to the end of their first executions, once they have done a few others.</summary>
    /// <returns>Runs a second, and how many mailboxes have ended well.</returns>
    public async Task<(double RunsPerSecond, long Successes)> MigrateAsync(WorkerFarm farm, int workers, Backlog backlog, IWorkQueue queue, CancellationToken cancellationToken)
    {
        farm.Start(workers, withEngine: true);
        await MigrateAsync(1, others, backlog, queue, cancellationToken);
        var (before, began) = (await backlog.CountSuccessesAsync(cancellationToken), Stopwatch.GetTimestamp());
        await MigrateAsync(2, addresses, backlog, queue, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var successes = await backlog.CountSuccessesAsync(cancellationToken) - before;
        await farm.StopAsync(cancellationToken);
        return (RunsOfAMailbox * addresses.Count / seconds, successes);
    }

    /// <summary>Has clients that do nothing else log in at both servers, list the folders and log out, as often as the runs have to.</summary>
    /// <returns>Runs a second.</returns>
    public async Task<double> LogInAsync(int clients, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = Enumerable.Repeat(addresses, RunsOfAMailbox).SelectMany(all => all);
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken }, async (address, token) =>
        {
            await ListAsync(source.AccountOf(address), token);
            await ListAsync(destination.AccountOf(address) with { User = $"{address}*{DovecotServer.MasterUser}", Password = DovecotServer.MasterPassword }, token);
        });
        return RunsOfAMailbox * addresses.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await destination.DisposeAsync();
    }

    private async Task MigrateAsync(int number, IReadOnlyList<string> mailboxes, Backlog backlog, IWorkQueue queue, CancellationToken cancellationToken)
    {
        var until = await backlog.CountDoneAsync(cancellationToken) + mailboxes.Count;
        var id = await backlog.UploadAsync(number, "standard_no_ssl", string.Create(CultureInfo.InvariantCulture, $"{DovecotServer.Host}:{source.Port}"), mailboxes, cancellationToken);
        await queue.FillAsync(id, cancellationToken);
        while (await backlog.CountDoneAsync(cancellationToken) < until)
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    private static async Task ListAsync(ImapAccount account, CancellationToken cancellationToken)
    {
        await using var connection = await ImapConnection.LogInAsync(account, cancellationToken);
        await connection.ListAsync(cancellationToken);
        await connection.CommandAsync("LOGOUT", cancellationToken);
    }
}
