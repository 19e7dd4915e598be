using Hosting.Migrations.Benchmarks.List.Runner.Setup;

namespace Hosting.Migrations.Benchmarks.List.Runner.Load;

/// <summary>A kind of request that is measured.</summary>
internal sealed class Case
{
    // Sample customers are numbered from C1001, and file names are a dozen: of these terms the common one and the short one
    // occur in about 3 % of a million migrations, in old and new ones alike.
    public static readonly Case Customer = new("customer", database => new Request(string.Empty, database.CustomerToken));
    public static readonly Case Revalidate = new("revalidate", Customer.Request);
    public static readonly Case Admin = new("admin", string.Empty);
    public static readonly Case Status = new("status", "?status=scheduled");
    public static readonly Case CustomerCode = new("customer_code", database => new Request($"?customer_code={database.CustomerCode}", database.AdminToken));
    public static readonly Case Deep = new("deep page", database => new Request($"?page={database.Size.MiddlePage}", database.AdminToken));
    public static readonly Case Last = new("last page", database => new Request($"?page={database.Size.LastPage}", database.AdminToken));
    public static readonly Case SearchCommon = new("search common", "?query=c20");
    public static readonly Case SearchRare = new("search rare", database => new Request($"?query={database.MigrationCode}", database.AdminToken));
    public static readonly Case SearchNone = new("search none", "?query=qqxxnohit");
    public static readonly Case SearchShort = new("search short", "?query=c9");
    public static readonly Case SearchShortNone = new("search short none", "?query=qz");

    /// <summary>All cases, in the order of the report.</summary>
    public static readonly IReadOnlyList<Case> All =
    [
        Customer, Revalidate, Admin, Status, CustomerCode, Deep, Last, SearchCommon, SearchRare, SearchNone, SearchShort, SearchShortNone,
    ];

    private readonly Func<SampleDatabase, Request> _request;

    private Case(string name, Func<SampleDatabase, Request> request) => (Name, _request) = (name, request);

    private Case(string name, string query)
        : this(name, database => new Request(query, database.AdminToken))
    {
    }

    public string Name { get; }

    public Request Request(SampleDatabase database) => _request(database);
}
