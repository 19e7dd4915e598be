using System.Globalization;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.SampleData;

/// <summary>
/// Makes migrations that look like a platform's: a few large customers and many small ones, old migrations that have ended,
/// and recent ones in every state, some of them late. The same arguments make the same migrations.
/// </summary>
internal sealed class SampleMigrations(IReadOnlyList<Customer> customers, int count, DateTimeOffset asOf)
{
    private const int Seed = 20261123;
    private const double RecentShare = 0.12;

    // Prime to the number of codes, so that the codes of up to that many migrations differ, and seem random.
    private const long CodeStride = 48_271_003;

    private static readonly TimeSpan Yesterday = TimeSpan.FromDays(1);
    private static readonly TimeSpan RecentPast = TimeSpan.FromDays(21);
    private static readonly TimeSpan WholePast = TimeSpan.FromDays(1000);

    private static readonly string[] FileNames =
    [
        "mailboxes.csv", "users-export.csv", "team accounts.csv", "accounts_2026.csv", "100%_final.csv", "acme-mailboxes.csv",
        "Postfächer Köln.csv", "boîtes-à-lettres.csv", "почта.csv", "メール移行.csv", "ταχυδρομείο.csv", "İstanbul [yeni].csv",
    ];

    private static readonly string[] Servers = ["imap.old-host.example", "mail.legacy.example:993", "imap.isp.example:143", "192.0.2.25"];
    private static readonly string[] Users = ["info", "sales", "anna", "josé", "office", "support", "k.novak", "billing"];

    private readonly Random _random = new(Seed);

    /// <summary>Makes the migrations, oldest first.</summary>
    public IEnumerable<Migration> Make() => Enumerable.Range(0, count).Select(MakeOne);

    private Migration MakeOne(int index)
    {
        var recent = index >= count * (1 - RecentShare);
        var createdAt = CreatedAt(index, recent);
        var state = recent ? SampleStates.PickRecent(_random) : SampleStates.PickPast(_random);

        // A cube skews the choice: the first tenth of the customers owns nearly half of the migrations.
        var owner = customers[(int)(customers.Count * Math.Pow(_random.NextDouble(), 3))];
        var code = MigrationCode.FromNumber((int)((index + 1) * CodeStride % MigrationCode.Count));
        var storedName = string.Create(CultureInfo.InvariantCulture, $"{createdAt:yyyyMMddHHmmss}_{code}.csv");
        var mailboxes = Mailboxes(owner);
        var csvFile = new CsvFile(storedName, _random.Pick(FileNames), (mailboxes.Count * 64) + _random.Next(64));
        var due = state.DueAt(createdAt, asOf, _random);
        var plan = new ExecutionPlan(
            due,
            state.SecondDueAt(due, asOf, _random),
            ExecuteNow: state.MayExecuteNow && _random.Chance(0.1),
            FromDate: _random.Chance(0.2) ? createdAt.AddMonths(-6) : null);

        var migration = Migration.Create(owner, code, csvFile, _random.Pick(Enum.GetValues<Preset>()), plan, mailboxes, createdAt);
        SampleLife.Live(migration, state, _random);
        return migration;
    }

    private DateTimeOffset CreatedAt(int index, bool recent)
    {
        var firstRecent = count * (1 - RecentShare);
        var age = recent
            ? Yesterday + ((RecentPast - Yesterday) * ((count - index) / (count - firstRecent)))
            : RecentPast + ((WholePast - RecentPast) * (1 - (index / firstRecent)));
        var createdAt = asOf - age;
        return createdAt.AddTicks(-(createdAt.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private List<Mailbox> Mailboxes(Customer owner)
    {
        // Mostly one to three mailboxes, sometimes some tens: as few as will do, for a million migrations.
        var number = _random.Chance(0.02) ? _random.Next(5, 40) : 1 + _random.Next(3);
        var domain = owner.Domains.First().Name;
        var server = _random.Pick(Servers);
        var masterUser = _random.Chance(0.1) ? "migration-master" : null;
        return [.. Enumerable.Range(1, number).Select(row =>
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"{_random.Pick(Users)}{row}");
            return new Mailbox($"{user}@{domain}", server, $"{user}@{domain}", masterUser);
        })];
    }
}
