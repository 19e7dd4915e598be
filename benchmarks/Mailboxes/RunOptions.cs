using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Mailboxes;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Mailboxes">How many mailboxes there are.</param>
internal sealed record RunOptions(int Mailboxes)
{
    public const string Usage = "usage: dotnet run -c Release --project benchmarks/Mailboxes [-- NUMBER OF MAILBOXES, 5000000 unless given]";

    private const int Default = 5_000_000;
    private const int Least = 100_000;

    public static RunOptions Parse(string[] arguments) => arguments switch
    {
        [] => new RunOptions(Default),
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least => new RunOptions(number),
        _ => throw new BenchmarkException($"Give one number, at least {Least}, or nothing."),
    };
}
