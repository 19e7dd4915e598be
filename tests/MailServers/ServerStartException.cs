namespace Hosting.Migrations.MailServers;

/// <summary>A server of the tests' own did not start; the message ends with what it wrote.</summary>
/// <param name="message">What happened.</param>
/// <param name="isOverPort">Whether another one may have taken its port.</param>
public sealed class ServerStartException(string message, bool isOverPort = false) : Exception(message)
{
    /// <summary>Whether a failure is of this kind, and another port may help.</summary>
    public static bool IsOverPort(Exception fault) => fault is ServerStartException { _isOverPort: true };

    private readonly bool _isOverPort = isOverPort;
}
