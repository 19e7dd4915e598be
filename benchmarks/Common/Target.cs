namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>A number that a measured one is held against.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Bound">The number.</param>
/// <param name="IsLeast">Whether it is the least allowed, not the greatest.</param>
/// <param name="Unit">The unit of both; empty for a ratio.</param>
/// <param name="Measured">What was measured; null = nothing.</param>
public sealed record Target(string What, double Bound, bool IsLeast, string Unit, double? Measured)
{
    public override string ToString()
    {
        var met = Measured is null ? "not measured" : IsMet(Measured.Value) ? "yes" : "**no**";
        return $"| {What} | {(IsLeast ? "≥" : "≤")} {Bound}{Unit} | {Numbers.Text(Measured)}{(Measured is null ? "" : Unit)} | {met} |";
    }

    private bool IsMet(double measured) => IsLeast ? measured >= Bound : measured <= Bound;
}
