namespace Hosting.Migrations.Imap.Copying;

/// <summary>
/// What a server that changes a field leaves behind each time. By it, a change is told from a field that differs because the messages do: an invoice
/// has another number in its subject, but a server puts the same words before each.
/// </summary>
internal static class FieldMark
{
    // Shorter, it may be by chance: a digit more in a number.
    private const int LeastLength = 3;

    private const string Gone = "(gone)";

    /// <summary>The mark that storing a field has left; null if nothing shows that the other has come of it.</summary>
    /// <param name="original">The field.</param>
    /// <param name="stored">What has its name at the destination; null = nothing has.</param>
    public static string? Of(HeaderField original, HeaderField? stored)
    {
        if (stored is null)
        {
            return Gone;
        }

        var (was, became) = (original.Text, stored.Text);
        return FindInserted(original.LooseText, stored.LooseText) ?? FindInserted(was, became) ?? original.Name switch
        {
            // A server that writes these anew puts its own name into each. Of a recipient that would prove nothing: lists write to many.
            "message-id" or "from" or "sender" or "reply-to" => FindHost(was, became),

            // These tell nothing of a message but how it is written.
            "mime-version" or "content-transfer-encoding" => became,
            _ => null,
        };
    }

    private static string? FindInserted(string was, string became)
    {
        if (became.Length < was.Length + LeastLength)
        {
            return null;
        }

        // What stands before a value may begin as that does.
        var start = became.EndsWith(was, StringComparison.Ordinal) ? 0 : was.AsSpan().CommonPrefixLength(became);
        return became.EndsWith(was[start..], StringComparison.Ordinal) ? became[start..^(was.Length - start)] : null;
    }

    private static string? FindHost(string was, string became) =>
        became.LastIndexOf('@') is >= 0 and var at && !was.Contains(became[at..], StringComparison.OrdinalIgnoreCase) ? became[at..] : null;
}
