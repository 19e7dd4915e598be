namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Spreads messages of lifelike sizes, dates, flags and keywords over folders: the same ones for the same seed.</summary>
internal sealed class MailboxGenerator(IReadOnlyList<SeedFolder> folders, int count, int seed, double sizeFactor)
{
    private const int OneInSoManyIsHuge = 2000;
    private const int OneInSoManyHasNoMessageId = 67;
    private const int OneInSoManyIsADuplicate = 150;
    private const double LargeShare = .045;
    private const double MedianSizeLog = 9.25;
    private const double SizeSpread = .75;

    private static readonly DateTimeOffset Oldest = new(2017, 7, 14, 2, 40, 0, TimeSpan.Zero);
    private static readonly (string Flag, double Share)[] Flags =
    [
        (@"\Seen", .72), (@"\Answered", .2), (@"\Flagged", .05), (@"\Deleted", .002),
        ("$Forwarded", .04), ("$Label1", .03), ("NonJunk", .1), ("Work", .05), ("$MDNSent", .01),
    ];

    public IEnumerable<SeedMessage> Generate()
    {
        var random = new Random(seed);
        var factory = new MessageFactory(random);
        var last = new Dictionary<string, byte[]>();
        for (var number = 1; number <= count; number++)
        {
            var folder = ChooseFolder(random);
            var date = Oldest.AddSeconds((250_000_000L * number / count) + random.Next(86_400)).ToOffset(TimeSpan.FromHours(random.Next(-5, 9)));
            var content = number % OneInSoManyIsADuplicate == 0 && last.TryGetValue(folder, out var before) ? before : Create(factory, random, number, date);
            last[folder] = content;
            yield return new SeedMessage(folder, content, date, ChooseFlags(random, folder));
        }
    }

    private byte[] Create(MessageFactory factory, Random random, int number, DateTimeOffset date)
    {
        var attachment = number % OneInSoManyIsHuge == 0 ? random.Next(8_000_000, 14_000_000)
            : random.NextDouble() < LargeShare ? (int)Math.Pow(10, 5 + random.NextDouble())
            : 0;
        var text = Math.Min(400_000, Math.Exp(MedianSizeLog + (SizeSpread * NextNormal(random))));
        return factory.Create(date, (int)(text * sizeFactor), (int)(attachment * sizeFactor), number % OneInSoManyHasNoMessageId != 0);
    }

    private string ChooseFolder(Random random)
    {
        var left = random.NextDouble() * folders.Sum(folder => folder.Weight);
        foreach (var folder in folders)
        {
            left -= folder.Weight;
            if (left < 0)
            {
                return folder.Name;
            }
        }

        return folders[0].Name;
    }

    private static string[] ChooseFlags(Random random, string folder) =>
        [.. Flags.Where(flag => random.NextDouble() < flag.Share).Select(flag => flag.Flag), .. folder is "Drafts" or "Entwürfe" ? [@"\Draft"] : Array.Empty<string>()];

    private static double NextNormal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
