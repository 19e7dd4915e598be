using System.Diagnostics;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Native;

/// <summary>The commands as one file of machine code, published as README says: here, or already, where a variable names it.</summary>
internal sealed class NativeProgram : IDisposable
{
    private const string Variable = "TEST_NATIVE_PROGRAM";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);
    private static readonly string[] Linkers = ["clang", "gcc"];

    private readonly TemporaryFolder _folder = new();

    private NativeProgram(string? path) => Path = path ?? _folder.PathOf("Hosting.Migrations.Cli");

    public string Path { get; }

    public static async Task<NativeProgram> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
        {
            Assert.That(path, Does.Exist, Variable);
            return new NativeProgram(path);
        }

        if (!Linkers.Any(IsInstalled))
        {
            throw MissingServer.SkipOrFail("No linker is installed (Debian: apt-get install gcc libc6-dev).");
        }

        var program = new NativeProgram(path: null);
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.File("src", "Cli"), "--configuration", "Release", "--use-current-runtime", "--output", program._folder.PathOf("."),
                "-nodeReuse:false", "-p:UseSharedCompilation=false",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var output = publish.StandardOutput.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await publish.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program was not published within {Deadline}: {await output}");
        }

        Assert.That(publish.ExitCode, Is.Zero, await output);
        return program;
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsInstalled(string linker) => Environment.GetEnvironmentVariable("PATH")!
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(System.IO.Path.Combine(folder, linker)));
}
