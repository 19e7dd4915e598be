using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Hosting.Migrations.Api.FunctionalTests.CommandLine;

/// <summary>Runs the program as an operator does: as a process, with a database of its own.</summary>
internal sealed class Cli : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-migrations-cli-").FullName;

    public Dictionary<string, string> Environment { get; }

    public Cli() => Environment = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__Migrations"] = $"Data Source={Database}",
    };

    private string Database => Path.Combine(_folder, "cli.db");

    /// <summary>Whether the database is whole without its write-ahead log, as the last process leaves it.</summary>
    public bool HasWrittenAll => !File.Exists($"{Database}-wal");

    /// <summary>Begins with the database of another one, which nobody may be using.</summary>
    public void CopyDatabaseOf(Cli other) => File.Copy(other.Database, Database);

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var deadline = new CancellationTokenSource(Deadline);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, (await output).TrimEnd(), (await error).TrimEnd());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        Assert.That(exitCode, Is.Zero, error);
        return output;
    }

    /// <returns>What the program said, without <c>error: </c>.</returns>
    public Task<string> FailAsync(params string[] arguments) => EndAsync(1, arguments);

    /// <returns>What the program said, without <c>error: </c>.</returns>
    public async Task<string> EndAsync(int expected, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(expected), output + error);
            Assert.That(output, Is.Empty);
            Assert.That(error, Does.StartWith("error: ").And.Not.Contain("\n").And.Not.Contain("   at "));
        });
        return error["error: ".Length..];
    }

    /// <summary>Makes a file that is its owner's alone.</summary>
    public string Keep(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    /// <summary>Reads one text from the database.</summary>
    public async Task<string> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString() ?? string.Empty;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
