namespace Hosting.Migrations.Imap.Wire;

/// <summary>Counts the namespaces of one NAMESPACE response (RFC 2342): the folders of each are asked for by themselves.</summary>
internal sealed class NamespaceCount : ILexed
{
    private int _count;

    public void Word(string word, int depth)
    {
        // Only how many there are matters.
    }

    public void Text()
    {
        // Likewise.
    }

    /// <exception cref="WireException">There are too many.</exception>
    public void Open(int depth)
    {
        if (depth == 2 && ++_count > WireLimits.Namespaces)
        {
            throw new WireException($"names more than {WireLimits.Namespaces:N0} namespaces");
        }
    }
}
