using System.Security.Cryptography;
using Hosting.Migrations.Application.Security;
using Microsoft.AspNetCore.DataProtection;
using Secret = Hosting.Migrations.Application.Mailboxes.Secret;

namespace Hosting.Migrations.Infrastructure.Security;

internal sealed class DataProtectionSealer(IDataProtectionProvider provider) : ISecretSealer
{
    private readonly IDataProtector _protector = provider.CreateProtector("Hosting.Migrations.Secrets");

    public string Seal(Secret secret) => _protector.Protect(secret.Reveal());

    public Secret Unseal(string text)
    {
        try
        {
            return new Secret(_protector.Unprotect(text));
        }
        catch (CryptographicException fault)
        {
            throw new SealBrokenException(fault);
        }
    }
}
