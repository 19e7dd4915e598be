using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

internal static class CommandParameters
{
    /// <summary>Adds the next positional parameter.</summary>
    /// <param name="command">What takes it.</param>
    /// <param name="value">Its value.</param>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }
}
