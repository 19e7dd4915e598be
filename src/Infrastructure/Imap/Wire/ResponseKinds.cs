namespace Hosting.Migrations.Infrastructure.Imap.Wire;

/// <summary>Tells kinds of responses by their names.</summary>
internal static class ResponseKinds
{
    public static ResponseKind Of(string name) => name.ToUpperInvariant() switch
    {
        "FETCH" => ResponseKind.Fetch,
        "LIST" or "LSUB" or "XLIST" => ResponseKind.Folder,
        "STATUS" => ResponseKind.Status,
        "SEARCH" or "ESEARCH" or "SORT" or "FLAGS" => ResponseKind.Words,
        "NAMESPACE" or "ID" or "QUOTA" or "QUOTAROOT" or "METADATA" or "ACL" or "THREAD" => ResponseKind.Other,
        _ => ResponseKind.Plain,
    };

    /// <summary>Whether names of folders and the like may come as literals in it; odd servers send flags and dates so.</summary>
    public static bool MayHoldLiterals(ResponseKind kind) => kind is ResponseKind.Fetch or ResponseKind.Folder or ResponseKind.Status or ResponseKind.Other;
}
