namespace Hosting.Migrations.Benchmarks.List.Runner.Setup;

/// <summary>A database full of sample data, and what requests about it have to know.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Name">Its name on the server.</param>
/// <param name="AdminToken">A token of an admin.</param>
/// <param name="CustomerToken">A token of the customer.</param>
/// <param name="CustomerCode">A customer with about 40 migrations.</param>
/// <param name="MigrationCode">The code of one migration somewhere in the middle.</param>
internal sealed record SampleDatabase(
    Size Size, string Name, string AdminToken, string CustomerToken, string CustomerCode, string MigrationCode);
