namespace Hosting.Migrations.Cli.Client;

/// <summary>Where the service is. Its token opens all migrations of a customer: it goes over TLS, or stays on this machine, unless the user will have it otherwise.</summary>
internal static class ServiceAddress
{
    public const string Variable = "MIGRATIONS_URL";

    /// <summary>Reads an address.</summary>
    /// <param name="text">As it was given.</param>
    /// <param name="isPlainAllowed">Whether any host may be spoken with over plain HTTP.</param>
    /// <returns>It, with a slash at its end, so that paths can be put behind it.</returns>
    /// <exception cref="FormatException">It is none, or the token would be sent for everybody to read.</exception>
    public static Uri Parse(string? text, bool isPlainAllowed)
    {
        if (text is not { Length: > 0 })
        {
            throw new FormatException($"--url (or {Variable}) must say where the service is, such as https://migrations.example.net");
        }

        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new FormatException("--url must be https://HOST[:PORT][/PATH], or http://... for a service on this machine");
        }

        return address switch
        {
            { UserInfo.Length: > 0 } => throw new FormatException("--url must hold neither a user nor a password: the token stands in the file that --token-file names"),
            { Scheme: var scheme, IsLoopback: false } when scheme == Uri.UriSchemeHttp && !isPlainAllowed =>
                throw new FormatException($"http://{address.Authority} would have the token sent for everybody on the way to read: use https://, or --allow-http where nobody else is on the way"),
            _ => address,
        };
    }
}
