using System.Text.RegularExpressions;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>The order of using directives, which neither the compiler nor <c>dotnet format whitespace</c> looks at.</summary>
public sealed partial class UsingOrderTests
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "demo"];

    [Test]
    public void Usings_OfEveryFile_ShouldBeInOrder()
    {
        var files = Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToList();

        Assert.That(files, Has.Count.GreaterThan(500));
        Assert.That(files.Where(file => !IsInOrder(File.ReadLines(file))), Is.Empty, "`dotnet format` puts the directives of these in order.");
    }

    [TestCase("using System;\nusing Aaa;\nusing Bbb.Ccc;\nusing static Aaa.Ddd;\nusing Short = Aaa.Eee;", true)]
    [TestCase("using Aaa;\nusing System;", false)]
    [TestCase("using Bbb;\nusing Aaa;", false)]
    [TestCase("using static Aaa;\nusing Bbb;", false)]
    [TestCase("// Aaa\nusing Bbb;\n\nnamespace X;\nusing Aaa;", true)]
    public void IsInOrder_WhenItIs_ShouldSaySo(string file, bool isInOrder) => Assert.That(IsInOrder(file.Split('\n')), Is.EqualTo(isInOrder));

    // Those of System come first, then all others, static ones, and aliases.
    private static bool IsInOrder(IEnumerable<string> lines)
    {
        var usings = lines.TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal)).Select(line => Using().Match(line)).Where(match => match.Success)
            .Select(match => $"{Digit(match.Groups["alias"].Success)}{Digit(match.Groups["static"].Success)}{Digit(!IsOfSystem(match.Groups["name"].Value))}{match.Groups["name"].Value.ToUpperInvariant()}")
            .ToList();
        return usings.SequenceEqual(usings.Order(StringComparer.Ordinal));

        static bool IsOfSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

        static char Digit(bool value) => value ? '1' : '0';
    }

    [GeneratedRegex(@"^using (?<static>static )?(?<name>[\w.]+)(?<alias> = )?[^()]*;")]
    private static partial Regex Using();
}
