namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>A mailbox of a server on loopback, behind TLS.</summary>
/// <param name="Certificate">The file with the server's certificate.</param>
internal sealed record MailboxAddress(int Port, string User, string Password, string Certificate)
{
    public const string Host = "127.0.0.1";
}
