using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Verifies a server's certificate, and remembers for the operator what was wrong with it.</summary>
/// <param name="acceptAny">Whether any certificate will do.</param>
/// <param name="screen">Hides passwords that a certificate holds.</param>
internal sealed class CertificateCheck(bool acceptAny, PasswordScreen screen)
{
    private const int MaxNameLength = 300;

    /// <summary>What was wrong; null if nothing was.</summary>
    public string? Complaint { get; private set; }

    /// <summary>How a chain is built up to an authority.</summary>
    public X509ChainPolicy CreatePolicy() => new()
    {
        // Nothing is fetched from addresses that a certificate names: a hostile server would choose them.
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,

        // Where any certificate will do, the machine's authorities need not be read, which takes 0.1 s.
        TrustMode = acceptAny ? X509ChainTrustMode.CustomRootTrust : X509ChainTrustMode.System,
    };

    public bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || acceptAny)
        {
            return true;
        }

        Complaint = certificate is X509Certificate2 known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Describe(errors, chain)} (subject {Show(known.Subject)}, issuer {Show(known.Issuer)}, valid {known.NotBefore.ToUniversalTime():yyyy-MM-dd} to {known.NotAfter.ToUniversalTime():yyyy-MM-dd})")
            : "the server sent no certificate";
        return false;
    }

    private string Show(string name) => ForeignText.Clean(screen.HideInName(name), MaxNameLength);

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        var complaints = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            complaints.Add("it is for another name");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            complaints.AddRange((chain?.ChainStatus ?? []).Select(status => Describe(status.Status)).Distinct());
        }

        return string.Join(", ", complaints);
    }

    private static string Describe(X509ChainStatusFlags status) => status switch
    {
        X509ChainStatusFlags.NotTimeValid => "it has expired or is not valid yet",
        X509ChainStatusFlags.UntrustedRoot => "it is signed by itself or by an unknown authority",
        X509ChainStatusFlags.PartialChain => "its issuer is unknown",
        _ => status.ToString(),
    };
}
