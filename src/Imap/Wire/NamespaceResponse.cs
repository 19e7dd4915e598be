using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>What one NAMESPACE response says (RFC 2342, section 5): where the owner's folders are, those of others, and the shared ones.</summary>
internal sealed class NamespaceResponse : ILexed
{
    private readonly List<(string Prefix, char Separator)>[] _kinds = [[], [], []];
    private int _kind;
    private int _part;
    private int _count;
    private bool _isFlawed;
    private string _prefix = string.Empty;

    /// <summary>Names of folders begin so, each character a byte.</summary>
    public IReadOnlyList<(string Prefix, char Separator)> Personal => _kinds[0];

    public IReadOnlyList<(string Prefix, char Separator)> Other => _kinds[1];

    public IReadOnlyList<(string Prefix, char Separator)> Shared => _kinds[2];

    /// <summary>Whether a response that ends here can't be read.</summary>
    public bool IsFlawed => _isFlawed || _kind != _kinds.Length;

    /// <summary>Begins with a response.</summary>
    public void Begin()
    {
        Array.ForEach(_kinds, kind => kind.Clear());
        (_kind, _part, _count, _isFlawed) = (0, 0, 0, false);
    }

    public void Word(ReadOnlySpan<byte> word, int depth)
    {
        var isNone = Ascii.EqualsIgnoreCase(word, "NIL"u8);
        if (depth == 0)
        {
            _isFlawed |= !isNone;
            _kind = Math.Min(_kind + 1, _kinds.Length);
        }
        else if (depth == 2)
        {
            _isFlawed |= _part == 1 && !isNone;
            Take(Encoding.Latin1.GetString(word), '\0');
        }

        _isFlawed |= depth == 1;
    }

    public void Text(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> content, int depth)
    {
        _isFlawed |= depth < 2;
        if (depth == 2)
        {
            var text = WireText.Read(raw, content);
            Take(text, text.Length == 1 ? text[0] : '\0');
        }
    }

    /// <exception cref="WireException">There are too many: the folders of each are asked for by themselves.</exception>
    public void Open(int depth)
    {
        _isFlawed |= (depth <= 2 && _kind == _kinds.Length) || (depth == 3 && _part < 2);
        if (depth == 2)
        {
            _part = 0;
            if (++_count > WireLimits.Namespaces)
            {
                throw new WireException($"names more than {WireLimits.Namespaces:N0} namespaces");
            }
        }
    }

    public void Close(int depth)
    {
        _isFlawed |= depth == 0 || (depth == 2 && _part < 2);
        _kind += depth == 1 && _kind < _kinds.Length ? 1 : 0;
    }

    // Behind a prefix and a separator extensions may stand.
    private void Take(string text, char separator)
    {
        if (_part == 0)
        {
            _prefix = text;
        }
        else if (_part == 1 && _kind < _kinds.Length)
        {
            _kinds[_kind].Add((_prefix, separator));
        }

        _part++;
    }
}
