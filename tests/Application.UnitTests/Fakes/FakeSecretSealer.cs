using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Security;

namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Hides a secret well enough for a test to see where it was left in the open.</summary>
internal sealed class FakeSecretSealer : ISecretSealer
{
    private const string Mark = "sealed:";

    public string Seal(Secret secret) => Mark + Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Reveal()));

    public Secret Unseal(string text) => text.StartsWith(Mark, StringComparison.Ordinal)
        ? new Secret(Encoding.UTF8.GetString(Convert.FromBase64String(text[Mark.Length..])))
        : throw new SealBrokenException(new FormatException("The text was not sealed."));
}
