using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Puts everything that one answer needs into one round trip.</summary>
internal static class ListBatch
{
    private const long DeepOffset = 1000;

    private const string FindCaller =
        "SELECT is_admin, customer_id FROM api_tokens WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";

    /// <summary>Asks for the total and the page.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="caller">Who asks.</param>
    public static NpgsqlBatch For(NpgsqlConnection connection, ListRequest request, Caller caller) => caller.CustomerId switch
    {
        { } id => Create(connection, request, Scope.Customer, command => command.With(id)),
        null when request.CustomerCode is { } code => Create(connection, request, Scope.CustomerCode, command => command.With(code)),
        null => Create(connection, request, Scope.Everyone, command => command),
    };

    /// <summary>Asks for the caller first, and for the total and the page of what a customer sees.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="token">What the caller sent.</param>
    public static NpgsqlBatch ForToken(NpgsqlConnection connection, ListRequest request, string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var batch = Create(connection, request, Scope.TokenOwner, command => command.With(hash));
        batch.BatchCommands.Insert(0, new NpgsqlBatchCommand(FindCaller).With(hash));
        return batch;
    }

    private static NpgsqlBatch Create(
        NpgsqlConnection connection, ListRequest request, Scope scope, Func<NpgsqlBatchCommand, NpgsqlBatchCommand> addScope)
    {
        var shape = new ListShape(scope, request.Status is not null, request.Query is not null, request.Offset > DeepOffset);
        var statements = ListStatements.For(shape);
        return new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                addScope(new NpgsqlBatchCommand(statements.Total)).WithFilter(request),
                addScope(new NpgsqlBatchCommand(statements.Page)).WithFilter(request).With(request.Per).With(request.Offset),
            },
        };
    }

    private static NpgsqlBatchCommand WithFilter(this NpgsqlBatchCommand command, ListRequest request)
    {
        if (request.Status is { } status)
        {
            command.With(status);
        }

        return request.Query is null ? command : command.With(request.LikePattern());
    }

    private static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }
}
