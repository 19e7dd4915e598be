namespace Hosting.Migrations.Domain.Migrations;

/// <summary>How to talk to a kind of source server.</summary>
public enum Preset
{
    /// <summary>Port 993, TLS from the first byte, certificate verified.</summary>
    StandardSsl,

    /// <summary>Port 143, STARTTLS where offered.</summary>
    StandardNoSsl,

    /// <summary>Gmail and Google Workspace.</summary>
    Gmail,

    /// <summary>Exchange on a customer's premises.</summary>
    Exchange,

    /// <summary>Exchange Online.</summary>
    Office365,
}
