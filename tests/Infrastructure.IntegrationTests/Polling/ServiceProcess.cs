using System.Diagnostics;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>The service as it runs in production: a process of its own, on a free loopback port.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Announcement = "Now listening on: ";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(string connectionString)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "serve", "--urls=http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
                Environment =
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Database__Provider"] = "PostgreSql",
                    ["ConnectionStrings__Migrations"] = connectionString,
                },
            },
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Starts the service on a PostgreSQL database that has its schema.</summary>
    public static async Task<(ServiceProcess Process, Uri Address)> StartAsync(string connectionString)
    {
        var service = new ServiceProcess(connectionString);
        try
        {
            service._process.Start();
            service._process.BeginOutputReadLine();
            return (service, await service._address.Task.WaitAsync(StartDeadline));
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException("The service ended before it listened."));
        }
        else if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var start)
        {
            _address.TrySetResult(new Uri(line[(start + Announcement.Length)..]));
        }
    }
}
