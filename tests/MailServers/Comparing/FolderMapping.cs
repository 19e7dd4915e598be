using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>What a source's folder is called at the destination. All names are readable ones, with their prefixes.</summary>
public sealed record FolderMapping
{
    public char SourceSeparator { get; init; } = '/';

    public string SourcePrefix { get; init; } = string.Empty;

    public char DestinationSeparator { get; init; } = '/';

    public string DestinationPrefix { get; init; } = string.Empty;

    /// <summary>Folders that the rest does not hold for, such as special ones: full name to full name.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    public static FolderMapping Between(DovecotOptions source, DovecotOptions destination) => new()
    {
        SourceSeparator = source.Separator,
        SourcePrefix = source.Prefix,
        DestinationSeparator = destination.Separator,
        DestinationPrefix = destination.Prefix,
    };

    public string Map(string source)
    {
        if (Renamed.TryGetValue(source, out var renamed))
        {
            return renamed;
        }

        if (source is "INBOX")
        {
            return source;
        }

        var name = source.StartsWith(SourcePrefix, StringComparison.Ordinal) ? source[SourcePrefix.Length..] : source;
        return DestinationPrefix + name.Replace(SourceSeparator, DestinationSeparator);
    }
}
