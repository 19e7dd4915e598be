namespace Hosting.Migrations.Benchmarks.Common;

public static class Numbers
{
    /// <summary>As many digits as mean something; a dash where there is no number.</summary>
    public static string Text(double? number) => number switch
    {
        null => "-",
        >= 100 => $"{number:#,0}",
        >= 10 => $"{number:0.0}",
        _ => $"{number:0.00}",
    };
}
