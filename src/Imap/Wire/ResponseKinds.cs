namespace Hosting.Migrations.Imap.Wire;

/// <summary>Tells kinds of responses by their names.</summary>
internal static class ResponseKinds
{
    public static ResponseKind Of(string name) => name.ToUpperInvariant() switch
    {
        "FETCH" => ResponseKind.Fetch,
        "LIST" or "LSUB" or "XLIST" => ResponseKind.Folder,
        "STATUS" => ResponseKind.Status,
        "SEARCH" or "ESEARCH" => ResponseKind.Search,
        "FLAGS" => ResponseKind.Flags,
        "NAMESPACE" => ResponseKind.Namespace,
        "OK" or "NO" or "BAD" or "BYE" or "PREAUTH" => ResponseKind.Plain,
        "CAPABILITY" or "ENABLED" or "EXISTS" or "RECENT" or "EXPUNGE" or "VANISHED" => ResponseKind.Plain,
        ['[', ..] or "" => ResponseKind.Plain,
        _ => ResponseKind.Other,
    };
}
