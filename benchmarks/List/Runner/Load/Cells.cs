using Hosting.Migrations.Benchmarks.List.Runner.Servers;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>Decides which server is measured in which cases: what a target asks for, and what helps to judge it.</summary>
internal static class Cells
{
    /// <summary>The cases whose times should hardly depend on the size.</summary>
    public static readonly IReadOnlyList<Case> Scaling = [Case.Customer, Case.Admin, Case.Status, Case.CustomerCode, Case.SearchRare];

    public static IEnumerable<Cell> For(Server server, Plan plan)
    {
        var isLargest = server.Database.Size == plan.Largest;
        var seconds = isLargest ? plan.CellSeconds : Plan.ShortCellSeconds;
        return AtManyConnections(server.Kind, isLargest).Select(@case => new Cell(server, @case, Cell.Many, seconds))
            .Concat(AtOneConnection(server.Kind, isLargest).Select(@case => new Cell(server, @case, Cell.One, Plan.ShortCellSeconds)));
    }

    private static IEnumerable<Case> AtManyConnections(ServerKind kind, bool isLargest) => kind switch
    {
        ServerKind.Service when isLargest => [.. Scaling, Case.Revalidate],
        ServerKind.Service => Scaling,
        ServerKind.Limit => [Case.Customer],
        ServerKind.LimitWithCache => [Case.Customer, Case.Admin, Case.Status],
        ServerKind.Fastify => [Case.Customer, Case.Admin],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IEnumerable<Case> AtOneConnection(ServerKind kind, bool isLargest) => kind switch
    {
        ServerKind.Service when isLargest => Case.All.Where(@case => @case != Case.Revalidate),
        ServerKind.Service => Scaling,
        ServerKind.LimitWithCache => [Case.Customer, Case.Admin, Case.Deep, Case.SearchCommon],
        _ => [],
    };
}
