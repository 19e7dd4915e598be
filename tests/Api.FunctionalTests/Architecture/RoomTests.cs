using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Namespaces are rooms: whoever is in one may look into those that it needs, and none of these looks back.</summary>
public sealed partial class RoomTests
{
    [Test]
    public void Namespaces_WhenTheyUseOneAnother_ShouldFormNoCircle()
    {
        var files = SourceFiles().Select(File.ReadAllText).Where(text => Own().IsMatch(text)).ToList();
        var rooms = files.Select(text => Own().Match(text).Groups["name"].Value).ToHashSet();
        var arrows = files
            .SelectMany(text => Used().Matches(text).Select(used => (From: Own().Match(text).Groups["name"].Value, To: used.Groups["name"].Value)))
            .Where(arrow => arrow.From != arrow.To && rooms.Contains(arrow.To))
            .Distinct().ToLookup(arrow => arrow.From, arrow => arrow.To);

        Assert.That(rooms, Has.Count.GreaterThan(20));
        Assert.That(rooms.Where(room => IsReachable(room, from: room, arrows)), Is.Empty, "Each of these can be reached from itself.");
    }

    private static bool IsReachable(string room, string from, ILookup<string, string> arrows)
    {
        var (seen, open) = (new HashSet<string>(), new Stack<string>(arrows[from]));
        while (open.TryPop(out var next))
        {
            if (next == room)
            {
                return true;
            }

            if (seen.Add(next))
            {
                foreach (var further in arrows[next])
                {
                    open.Push(further);
                }
            }
        }

        return false;
    }

    // What a tool has written is in nobody's way.
    private static IEnumerable<string> SourceFiles() => Directory.EnumerateDirectories(Repository.File("src"))
        .SelectMany(project => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj") && !Generated().IsMatch(file));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Own();

    [GeneratedRegex(@"^using (?:static )?(?<name>Hosting\.Migrations[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"Providers.\w+.Migrations.")]
    private static partial Regex Generated();
}
