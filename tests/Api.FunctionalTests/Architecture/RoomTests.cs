using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Namespaces are rooms: what uses another one is not used by it, however long the way.</summary>
public sealed partial class RoomTests
{
    [Test]
    public void Namespaces_WhenTheyUseOneAnother_ShouldMakeNoCircle()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")).Select(File.ReadAllText).ToList();
        var uses = files.GroupBy(text => Room().Match(text).Groups["name"].Value).Where(room => room.Key.Length > 0).ToDictionary(
            room => room.Key, room => room.SelectMany(text => Use().Matches(text)).Select(use => use.Groups["name"].Value).Where(name => name != room.Key).ToHashSet());

        Assert.That(uses, Has.Count.GreaterThan(50));
        Assert.That(uses.Keys.Select(room => FindWayBack(room, uses)).OfType<string>(), Is.Empty);
    }

    private static string? FindWayBack(string room, Dictionary<string, HashSet<string>> uses)
    {
        var ways = new Queue<string[]>([[room]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in uses[way[^1]].Where(uses.ContainsKey))
            {
                if (next == room)
                {
                    return string.Join(" -> ", way.Append(next));
                }

                if (seen.Add(next))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Room();

    [GeneratedRegex(@"^using (?:static )?(?<name>Hosting\.Migrations[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Use();
}
