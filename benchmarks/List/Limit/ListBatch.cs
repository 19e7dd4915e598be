using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Puts everything that one answer needs into one round trip; a search takes two, as its total decides how its page is found.</summary>
internal static class ListBatch
{
    private const long DeepOffset = 1000;

    private const string FindCaller =
        "SELECT is_admin, customer_id FROM api_tokens WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";

    /// <summary>Asks for the total and the page of a list.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    public static NpgsqlBatch For(NpgsqlConnection connection, ListRequest request, Caller caller) =>
        Create(connection, Total(request, caller, SearchWay.None), Page(request, caller, SearchWay.None));

    /// <summary>Asks how many migrations hold the term, and how many there are.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="way">How to find them.</param>
    public static NpgsqlBatch ForTotals(NpgsqlConnection connection, ListRequest request, Caller caller, SearchWay way) =>
        Create(connection, Total(request, caller, way), Total(request, caller, SearchWay.None));

    /// <summary>Asks for the page of a search.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="way">How to find the matches.</param>
    public static NpgsqlBatch ForPage(NpgsqlConnection connection, ListRequest request, Caller caller, SearchWay way) =>
        Create(connection, Page(request, caller, way));

    /// <summary>Asks for the caller first, and, but for a search, for the total and the page of what a customer sees.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="token">What the caller sent.</param>
    public static NpgsqlBatch ForToken(NpgsqlConnection connection, ListRequest request, string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var find = new NpgsqlBatchCommand(FindCaller).With(hash);
        var owner = new Caller(TokenHash: hash);
        return request.Term is null
            ? Create(connection, find, Total(request, owner, SearchWay.None), Page(request, owner, SearchWay.None))
            : Create(connection, find);
    }

    private static NpgsqlBatch Create(NpgsqlConnection connection, params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static NpgsqlBatchCommand Total(ListRequest request, Caller caller, SearchWay way) =>
        Filter(new NpgsqlBatchCommand(StatementsFor(request, caller, way).Total), request, caller, way);

    private static NpgsqlBatchCommand Page(ListRequest request, Caller caller, SearchWay way) =>
        Filter(new NpgsqlBatchCommand(StatementsFor(request, caller, way).Page), request, caller, way).With(request.Per).With(request.Offset);

    private static ListStatements StatementsFor(ListRequest request, Caller caller, SearchWay way) =>
        ListStatements.For(new ListShape(caller.ScopeOf(request), request.Status is not null, way, way != SearchWay.None || request.Offset > DeepOffset));

    private static NpgsqlBatchCommand Filter(NpgsqlBatchCommand command, ListRequest request, Caller caller, SearchWay way)
    {
        _ = caller.ScopeOf(request) switch
        {
            Scope.Customer => command.With(caller.CustomerId!.Value),
            Scope.TokenOwner => command.With(caller.TokenHash!),
            Scope.CustomerCode => command.With(request.CustomerCode!),
            _ => command,
        };
        if (request.Status is { } status)
        {
            command.With(status);
        }

        return request.Term?.AddTo(command, way) ?? command;
    }
}
