using Hosting.Migrations.Domain.Selection;
using Hosting.Migrations.Imap.SimulationTests.Kernel;

namespace Hosting.Migrations.Imap.SimulationTests.World;

/// <summary>What each run but the last chooses of the mailbox. It has a chance of its own, so that a seed goes on telling the story that it told before there were choices.</summary>
internal sealed class Choices(int seed, Plan plan, SimulatedClock clock)
{
    private const int Other = 0x5E1EC7;

    private readonly Random _random = new(seed ^ Other);

    /// <summary>The next choice; null = everything.</summary>
    public (DateTimeOffset? From, MailSelection Selection)? Next()
    {
        if (seed % 3 == 0 || _random.Next(3) == 0)
        {
            return null;
        }

        var folders = new FolderSelection
        {
            Include = _random.Next(3) == 0 ? Patterns() : [],
            Exclude = _random.Next(3) == 0 ? Patterns() : [],

            // Without a state nobody knows where a folder has gone before (ADR 0012).
            Map = !plan.LosesState && _random.Next(3) == 0 ? [FolderMapping.Of(Owner.Names[_random.Next(1, Owner.Names.Length)], _random.Next(2) == 0 ? "Other/Place" : "Work")] : [],
        };
        return (_random.Next(4) == 0 ? Moment() : null, new MailSelection(
            folders, _random.Next(4) == 0 ? Moment() : null, _random.Next(4) == 0 ? _random.Next(110, 170) : null));
    }

    /// <summary>A choice in words.</summary>
    public static string Describe((DateTimeOffset? From, MailSelection Selection)? choice) => choice is not { } made ? string.Empty
        : $" with {string.Join(' ', made.Selection.Folders.Include)} without {string.Join(' ', made.Selection.Folders.Exclude)} where {string.Join(' ', made.Selection.Folders.Map.Select(mapping => $"{mapping.From}={mapping.To}"))}"
            + $" from {made.From:O} before {made.Selection.ReceivedBefore:O} up to {made.Selection.SizeLimit}";

    private List<FolderPattern> Patterns() => [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => FolderPattern.Parse(_random.Next(3) switch
    {
        0 => "Work/**",
        1 => "?o*",
        _ => Owner.Names[_random.Next(Owner.Names.Length)],
    }))];

    private DateTimeOffset Moment() => _random.Next(2) == 0 ? Owner.Earlier.AddDays(1) : clock.GetUtcNow().AddSeconds(-1);
}
