using System.Globalization;
using System.Text;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.SimulationTests.Kernel;
using Hosting.Migrations.Imap.SimulationTests.Memory;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>The mailbox's owner, who goes on working at both sides, and notes what must come of it.</summary>
internal sealed class Owner(Plan plan, MemoryMailbox source, MemoryMailbox destination, Random random, SimulatedClock clock, Action<string> tell)
{
    public static readonly DateTimeOffset Earlier = new(2024, 2, 29, 8, 0, 0, TimeSpan.Zero);
    public static readonly string[] Names = ["INBOX", "Work", "Work/Old", "Br|ef", "work"];
    private static readonly string[] Keywords = ["$Label1", "todo"];

    private readonly List<(byte[] Content, DateTimeOffset Received)> _written = [];
    private int _number;

    /// <summary>What the source has and has had.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What others have put into the destination, by folder and UID.</summary>
    public List<(MemoryFolder Folder, StoredMessage Message)> Foreign { get; } = [];

    public void Begin()
    {
        foreach (var name in Names.Take(plan.Folders))
        {
            source.Have(name);
        }

        destination.Have("INBOX");
        for (var message = 0; message < plan.Messages; message++)
        {
            Receive();
        }

        for (var message = 0; message < plan.Foreign; message++)
        {
            ReceiveAtDestination();
        }
    }

    /// <summary>Whether what has been copied is noted: nothing is under way, and the last run was not killed.</summary>
    public bool IsAllNoted { get; set; }

    /// <summary>Works while nothing is copied.</summary>
    public void Work()
    {
        for (var act = 0; act < plan.Acts; act++)
        {
            Act();
        }
    }

    /// <summary>Works for a while.</summary>
    public async Task WorkAsync()
    {
        for (var act = 0; act < plan.Acts; act++)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 3), clock);
            for (var moments = random.Next(30); moments > 0; moments--)
            {
                await Task.Yield();
            }

            Act();
        }
    }

    private void Act()
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                Receive();
                break;
            case 2:
                ReceiveAtDestination();
                break;
            case 3:
                OnSome((folder, message) =>
                {
                    var flags = RandomFlags();
                    folder.Change(message.Uid, known => known with { Flags = flags, Keywords = RandomKeywords() });
                    Ledger.Flagged(message.Text, message.Flags, flags);
                    tell($"{message.Text} gets the flags {flags} instead of {message.Flags} in {folder.Name}");
                });
                break;
            case 4:
                OnSome((folder, message) =>
                {
                    tell($"{message.Text} is deleted from {folder.Name}");
                    folder.Remove(message);
                    Ledger.Deleted(message.Text);
                });
                break;
            case 5 when plan.Moves:
                OnSome((folder, message) =>
                {
                    tell($"{message.Text} is moved from {folder.Name}");
                    Ledger.Moved(message.Text);
                    if (!IsAllNoted)
                    {
                        Ledger.MayDouble(message.Text);
                    }

                    folder.Remove(message);
                    RandomFolder().Add(message.Content, message.InternalDate, message.Flags, message.Keywords);
                });
                break;
            case 6 when !plan.Renumbers:
                OnSome((_, message) =>
                {
                    Ledger.Added(message.Text);
                    var to = RandomFolder();
                    tell($"{message.Text} is copied to {to.Name}");
                    to.Add(message.Content, message.InternalDate, message.Flags, message.Keywords);
                });
                break;
            case 7 when plan.Renumbers:
                Renumber(random.Next(2) == 0 ? source : destination);
                break;
            default:
                break;
        }
    }

    private void Renumber(MemoryMailbox mailbox)
    {
        var folder = mailbox.Folders.ElementAt(random.Next(mailbox.Folders.Count));
        tell($"{folder.Name} is numbered anew at the {(mailbox == source ? "source" : "destination")}");
        mailbox.Renumber(folder);
    }

    private void Receive()
    {
        // Some arrive twice, and some have no Message-ID. Equal ones of which some are deleted are not told apart once numbers mean nothing (ADR 0012).
        var isAgain = !plan.Renumbers && _written.Count > 0 && random.Next(6) == 0;
        var (content, received) = isAgain
            ? _written[random.Next(_written.Count)]
            : (Write($"m{++_number}"), random.Next(2) == 0 ? Earlier : clock.GetUtcNow().AddSeconds(-random.Next(3)));
        _written.Add((content, received));
        var folder = RandomFolder();
        var message = folder.Add(content, received, RandomFlags(), RandomKeywords());
        Ledger.Added(message.Text);
        tell($"{message.Text} comes into {folder.Name}");
    }

    private void ReceiveAtDestination()
    {
        var folder = destination.Folders.ElementAt(random.Next(destination.Folders.Count));
        Foreign.Add((folder, folder.Add(Write($"o{++_number}"), clock.GetUtcNow(), SystemFlags.None, [])));
    }

    private byte[] Write(string text)
    {
        var id = random.Next(4) == 0 ? string.Empty : $"Message-ID: <{text}@example.com>\r\n";
        var date = Earlier.AddMinutes(_number).ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        return Encoding.ASCII.GetBytes($"{id}Date: {date}\r\nFrom: a@example.com\r\nTo: b@example.com\r\nSubject: about {text}\r\n\r\n{text}\r\n");
    }

    private void OnSome(Action<MemoryFolder, StoredMessage> act)
    {
        var folder = RandomFolder();
        if (folder.Messages.Count > 0)
        {
            act(folder, folder.Messages[random.Next(folder.Messages.Count)]);
        }
    }

    private MemoryFolder RandomFolder() => source.Folders.ElementAt(random.Next(source.Folders.Count));

    private SystemFlags RandomFlags() => (SystemFlags)(random.Next(2) * (int)SystemFlags.Seen) | (SystemFlags)(random.Next(2) * (int)SystemFlags.Flagged);

    private string[] RandomKeywords() => random.Next(3) == 0 ? [Keywords[random.Next(Keywords.Length)]] : [];
}
