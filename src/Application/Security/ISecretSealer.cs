using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Security;

/// <summary>Encrypts what must not be read at rest.</summary>
public interface ISecretSealer
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Text in which the secret is not to be found.</returns>
    string Seal(Secret secret);

    /// <summary>Gives a secret back.</summary>
    /// <param name="text">What <see cref="Seal"/> returned.</param>
    /// <exception cref="SealBrokenException">The text is no such text, or the key by which it was encrypted is not to be had here.</exception>
    Secret Unseal(string text);
}
