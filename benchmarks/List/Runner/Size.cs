namespace Hosting.Migrations.Benchmarks.List.Runner;

/// <summary>A size of database.</summary>
/// <param name="Name">How reports call it.</param>
/// <param name="Migrations">How many migrations it has.</param>
internal sealed record Size(string Name, int Migrations)
{
    private const int MigrationsPerCustomer = 50;
    private const int DefaultPer = 25;

    public int Customers => Migrations / MigrationsPerCustomer;

    public int LastPage => Migrations / DefaultPer;

    public int MiddlePage => LastPage / 2;
}
