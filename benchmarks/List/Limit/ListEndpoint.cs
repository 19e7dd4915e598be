using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Answers GET /api/migrations with as little between the database and the socket as .NET allows.</summary>
internal sealed class ListEndpoint(Database database, TokenCache tokens)
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Api-Token"] is not [{ Length: > 0 } token])
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var request = ListRequest.From(context.Request.Query);
        await using var connection = await database.OpenAsync(context.RequestAborted);
        if (tokens.Find(token) is { } caller)
        {
            await AnswerAsync(context, connection, request, caller);
        }
        else
        {
            await AnswerUnknownAsync(context, connection, request, token);
        }
    }

    private async Task AnswerUnknownAsync(HttpContext context, NpgsqlConnection connection, ListRequest request, string token)
    {
        Caller caller;
        await using (var batch = ListBatch.ForToken(connection, request, token))
        await using (var reader = await batch.ExecuteReaderAsync(context.RequestAborted))
        {
            if (!await reader.ReadAsync(context.RequestAborted))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            caller = new Caller(reader.GetBoolean(0) ? null : reader.GetInt64(1));
            tokens.Remember(token, caller);
            if (caller.CustomerId is not null && request.Term is null)
            {
                await reader.NextResultAsync(context.RequestAborted);
                await WriteAsync(context, reader, request);
                return;
            }
        }

        // For an admin, who is no customer, and for a search the answer did not come along.
        await AnswerAsync(context, connection, request, caller);
    }

    private static async Task AnswerAsync(HttpContext context, NpgsqlConnection connection, ListRequest request, Caller caller)
    {
        if (request.Term is { } term)
        {
            await SearchAsync(context, connection, request, caller, term);
            return;
        }

        await using var batch = ListBatch.For(connection, request, caller);
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        await WriteAsync(context, reader, request);
    }

    private static async Task SearchAsync(HttpContext context, NpgsqlConnection connection, ListRequest request, Caller caller, SearchTerm term)
    {
        // One customer's migrations are few enough to look through them.
        var way = caller.ScopeOf(request) == Scope.Everyone ? term.ByIndex : SearchWay.LookThrough;
        long total;
        long all;
        await using (var totals = ListBatch.ForTotals(connection, request, caller, way))
        await using (var reader = await totals.ExecuteReaderAsync(context.RequestAborted))
        {
            total = await ReadTotalAsync(context, reader);
            await reader.NextResultAsync(context.RequestAborted);
            all = await ReadTotalAsync(context, reader);
        }

        // Where many match, the page is met early on a walk through the list.
        var pageWay = (request.Offset + request.Per) * all < total * total ? SearchWay.LookThrough : way;
        await using var batch = ListBatch.ForPage(connection, request, caller, pageWay);
        await using var page = await batch.ExecuteReaderAsync(context.RequestAborted);
        await WriteAsync(context, page, request, total);
    }

    private static async Task<long> ReadTotalAsync(HttpContext context, NpgsqlDataReader reader)
    {
        await reader.ReadAsync(context.RequestAborted);
        return reader.GetInt64(0);
    }

    private static async Task WriteAsync(HttpContext context, NpgsqlDataReader reader, ListRequest request)
    {
        var total = await ReadTotalAsync(context, reader);
        await reader.NextResultAsync(context.RequestAborted);
        await WriteAsync(context, reader, request, total);
    }

    private static async Task WriteAsync(HttpContext context, NpgsqlDataReader reader, ListRequest request, long total)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using (var answer = new AnswerWriter(context.Response.BodyWriter, DateTime.UtcNow - LateAfter))
        {
            while (await reader.ReadAsync(context.RequestAborted))
            {
                answer.Write(reader);
            }

            answer.Finish(request, total);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
