using System.Globalization;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>What happens to a mailbox between two executions: mail arrives, and some is read.</summary>
public static class MailboxDelta
{
    /// <summary>Adds new messages and changes the flags of old ones, spread over the folders that have any.</summary>
    public static async Task ApplyAsync(ImapAccount account, int newMessages = 100, int changedFlags = 50, int seed = 7, CancellationToken cancellationToken = default)
    {
        var random = new Random(seed);
        var factory = new MessageFactory(random);
        await using var connection = await ImapConnection.LogInAsync(account, cancellationToken);
        var folders = await CountAsync(connection, cancellationToken);
        foreach (var (folder, changes) in Choose(random, folders, changedFlags))
        {
            await connection.CommandAsync($"SELECT {ImapText.Quote(folder)}", cancellationToken);
            var numbers = Enumerable.Range(1, folders[folder]).ToArray();
            random.Shuffle(numbers);
            foreach (var number in numbers.Take(changes))
            {
                await connection.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"STORE {number} FLAGS (\\Seen $Delta{random.Next(10)})"), cancellationToken);
            }
        }

        foreach (var (folder, additions) in Choose(random, folders, newMessages))
        {
            for (var number = 0; number < additions; number++)
            {
                var date = new DateTimeOffset(2026, 2, 3, 10, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(10_000));
                await connection.AppendAsync(folder, factory.Create(date, random.Next(1000, 20_000)), number % 3 == 0 ? [@"\Seen"] : [], date, cancellationToken);
            }
        }
    }

    private static async Task<Dictionary<string, int>> CountAsync(ImapConnection connection, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>();
        foreach (var folder in await connection.ListAsync(cancellationToken))
        {
            if (folder.IsSelectable)
            {
                var status = await connection.CommandAsync($"STATUS {ImapText.Quote(folder.WireName)} (MESSAGES)", cancellationToken);
                counts[folder.WireName] = int.Parse(status[0].Parse()[3].Items[1].Text, CultureInfo.InvariantCulture);
            }
        }

        return counts;
    }

    // A folder gets the more, the more it has.
    private static IEnumerable<KeyValuePair<string, int>> Choose(Random random, Dictionary<string, int> folders, int count)
    {
        var names = folders.OrderBy(folder => folder.Key, StringComparer.Ordinal).SelectMany(folder => Enumerable.Repeat(folder.Key, folder.Value)).ToArray();
        random.Shuffle(names);
        return names.Take(count).CountBy(name => name);
    }
}
