namespace Hosting.Migrations.MailServers.Faults;

/// <summary>A cut to come: after so many bytes of a connection, or before a text that passes for the n-th time.</summary>
internal sealed record ProxyCut(ProxyDirection Direction, long? AfterBytes, byte[]? BeforeText)
{
    /// <summary>How many more bytes or texts trigger it before it is used up.</summary>
    public int Left { get; set; } = 1;
}
