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
        await using var connection = await database.OpenAsync(request.Query is not null, context.RequestAborted);
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
            if (caller.CustomerId is not null)
            {
                await reader.NextResultAsync(context.RequestAborted);
                await WriteAsync(context, reader, request);
                return;
            }
        }

        // An admin is no customer: what came along is empty, and a second round trip fetches the answer.
        await AnswerAsync(context, connection, request, caller);
    }

    private static async Task AnswerAsync(HttpContext context, NpgsqlConnection connection, ListRequest request, Caller caller)
    {
        await using var batch = ListBatch.For(connection, request, caller);
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        await WriteAsync(context, reader, request);
    }

    private static async Task WriteAsync(HttpContext context, NpgsqlDataReader reader, ListRequest request)
    {
        await reader.ReadAsync(context.RequestAborted);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(context.RequestAborted);

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
