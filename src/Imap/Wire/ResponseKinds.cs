namespace Hosting.Migrations.Imap.Wire;

/// <summary>Tells kinds of responses by their names.</summary>
internal static class ResponseKinds
{
    public static ResponseKind Of(string name) => name.ToUpperInvariant() switch
    {
        "FETCH" => ResponseKind.Fetch,
        "LIST" or "LSUB" or "XLIST" => ResponseKind.Folder,
        "STATUS" => ResponseKind.Status,
        "SEARCH" or "ESEARCH" or "SORT" or "FLAGS" => ResponseKind.Words,
        "NAMESPACE" => ResponseKind.Namespace,
        "OK" or "NO" or "BAD" or "BYE" or "PREAUTH" => ResponseKind.Plain,
        "CAPABILITY" or "ENABLED" or "EXISTS" or "RECENT" or "EXPUNGE" or "VANISHED" => ResponseKind.Plain,
        ['[', ..] or "" => ResponseKind.Plain,
        _ => ResponseKind.Other,
    };

    /// <summary>Whether names of folders and the like may come as literals in it; odd servers send flags and dates so.</summary>
    public static bool MayHoldLiterals(ResponseKind kind) => kind is ResponseKind.Fetch or ResponseKind.Folder or ResponseKind.Status or ResponseKind.Namespace or ResponseKind.Other;
}
