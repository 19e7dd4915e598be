using System.Security.Cryptography;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>Makes what signs notifications, in the form of Standard Webhooks.</summary>
internal static class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static Secret New() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
}
