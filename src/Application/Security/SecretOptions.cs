namespace Hosting.Migrations.Application.Security;

/// <summary>What an operator can set about the encryption of passwords.</summary>
public sealed class SecretOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Secrets";

    /// <summary>
    /// The folder that holds the keys, never in the database; all machines need the same one. A relative path counts from the content root.
    /// Default: App_Data/keys.
    /// </summary>
    public string KeyFolder { get; init; } = "App_Data/keys";
}
