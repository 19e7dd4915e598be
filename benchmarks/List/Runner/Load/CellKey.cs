using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>Names a cell.</summary>
internal sealed record CellKey(ServerKind Kind, Size Size, Case Case, int Connections)
{
    public static CellKey Of(Cell cell) => new(cell.Server.Kind, cell.Server.Database.Size, cell.Case, cell.Connections);
}
