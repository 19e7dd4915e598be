using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

// Two Dovecots on loopback: an old provider with mail in it, and an empty platform. Commands come by stdin, answers go to stdout; at its end both stop.
string[] users = ["ann@acme.example", "bob@acme.example"];
var options = new DovecotOptions { OffersTls = false, Users = [.. users.Select(user => new DovecotUser(user))] };
await using var source = await DovecotServer.StartAsync(options);
await using var destination = await DovecotServer.StartAsync(options with { Storage = DovecotStorage.Sdbox });
foreach (var (user, index) in users.Select((user, index) => (user, index)))
{
    await source.SeedAsync(user, Mailboxes.Small(messages: 120, seed: index));
}

Console.WriteLine($"{source.Port} {destination.Port}");
while (Console.ReadLine() is { } command)
{
    switch (command)
    {
        case "deliver":
            await MailboxDelta.ApplyAsync(source.AccountOf(users[0]), newMessages: 7, changedFlags: 3);
            Console.WriteLine($"7 new messages for {users[0]}, 3 with other flags");
            break;
        case "compare":
            var comparisons = await Task.WhenAll(users.Select(user => MailboxComparer.CompareAsync(source.AccountOf(user), destination.AccountOf(user))));
            Console.WriteLine(string.Join(" | ", comparisons.Select(comparison => comparison.ToString().ReplaceLineEndings(" "))));
            break;
        default:
            Console.WriteLine($"'{command}' is neither deliver nor compare");
            break;
    }
}
