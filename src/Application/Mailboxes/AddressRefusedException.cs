namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A mailbox at the destination has an address that no login is built from.</summary>
/// <param name="fault">What is wrong with it, as the end of a sentence. Never quotes the address.</param>
public sealed class AddressRefusedException(string fault) : Exception($"the mailbox's address at the destination {fault}")
{
    /// <summary>What is wrong with the address, as the end of a sentence.</summary>
    public string Fault => fault;
}
