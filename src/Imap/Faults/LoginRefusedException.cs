using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Faults;

/// <summary>A login did not succeed, though the connection has outlasted it.</summary>
/// <param name="reason">Why, in the server's words or ours.</param>
/// <param name="inner">Where it came from; null = from here.</param>
/// <param name="means">What that means at a source.</param>
internal sealed class LoginRefusedException(string reason, Exception? inner = null, CopyFault means = CopyFault.Auth) : Exception(reason, inner)
{
    /// <summary>What that means at a source.</summary>
    public CopyFault Means => means;
}
