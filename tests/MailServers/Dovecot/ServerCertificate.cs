using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Makes self-signed certificates for servers on loopback.</summary>
public static class ServerCertificate
{
    public static X509Certificate2 Create(CertificateKind kind = CertificateKind.Valid)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = kind == CertificateKind.OtherName ? "mail.other.example" : "localhost";
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (kind != CertificateKind.OtherName)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var end = DateTimeOffset.UtcNow.AddDays(kind == CertificateKind.Expired ? -1 : 30);
        return request.CreateSelfSigned(end.AddDays(-60), end);
    }
}
