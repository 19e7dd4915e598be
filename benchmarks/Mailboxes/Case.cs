namespace Hosting.Migrations.Benchmarks.Mailboxes;

/// <summary>A request that support desks send.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Query">What stands behind the question mark.</param>
/// <param name="Matches">How many mailboxes it means, as a condition of SQL.</param>
internal sealed record Case(string Name, string Query, string Matches)
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("one address", "query=billing123455%40", "local_email LIKE 'billing123455@%'"),
        new("one code", "query=MG00001234-7", "code LIKE 'MG00001234-7%'"),
        new("nowhere", "query=qzqzqz", "FALSE"),
        new("a customer's domain", "query=%40c1234.example", "local_email LIKE '%@c1234.example'"),
        new("domains of many customers", "query=%40c12", "local_email LIKE '%@c12%'"),
        new("a name that one in eight has", "query=anna", "local_email LIKE 'anna%'"),
        new("a host that one in four has", "query=imap.old-host.example", "remote_server = 'imap.old-host.example'"),
        new("two characters", "query=9%40", "local_email LIKE '%9@%'"),
        new("two characters, nowhere", "query=qz", "FALSE"),
        new("a host of the oldest hundredth alone", "query=imap.early.example", "remote_server = 'imap.early.example'"),
        new("the same, second page", "query=imap.early.example&cursor=", "remote_server = 'imap.early.example'"),
        new("a name that one in eight has, failed", "query=nora&status=error,crashed", "local_email LIKE 'nora%' AND status IN ('error', 'crashed')"),
        new("a reason, without a term", "error_code=quota", "id IN (SELECT resource_id FROM migration_runs WHERE fault = 'quota')"),
        new("nothing", "", "TRUE"),
    ];
}
