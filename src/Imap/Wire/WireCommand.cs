using System.Buffers;
using System.Globalization;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// A command, put together from atoms, strings and literals only (RFC 3501, section 9): what none of these may hold does not leave. It knows what it asks for,
/// and how far it has been sent.
/// </summary>
internal sealed class WireCommand
{
    private static readonly SearchValues<char> NoAtom = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(code => (char)code), .. "(){%*\"\\]\x7f"]);

    private static readonly SearchValues<char> NoSet = SearchValues.Create("0123456789:,*");

    private readonly List<(int End, OutgoingLiteral Literal)> _literals = [];
    private readonly ArrayBufferWriter<byte> _text = new();
    private bool _isSpaceDue = true;

    /// <param name="name">Its name, such as <c>UID FETCH</c>.</param>
    public WireCommand(string name)
    {
        Name = name.StartsWith("UID ", StringComparison.Ordinal) ? name["UID ".Length..] : name;
        Write(name);
    }

    /// <summary>In capitals, without UID in front.</summary>
    public string Name { get; }

    /// <summary>What its answer begins with. It is given when it is sent.</summary>
    public string Tag { get; set; } = string.Empty;

    /// <summary>What it asks of messages; null if it asks nothing of them.</summary>
    public FetchQuery? Query { get; init; }

    /// <summary>Whether the server may ask for further lines.</summary>
    public bool IsConversation { get; init; }

    /// <summary>Whether all of it has been sent.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether a literal has been sent before the server asked for it.</summary>
    public bool HasUnaskedLiteral { get; set; }

    /// <summary>The literal that the server has still to ask for; null if there is none.</summary>
    public OutgoingLiteral? Awaited { get; set; }

    /// <summary>Whether the server has asked for a literal that it has not got yet.</summary>
    public bool IsAsked { get; set; }

    /// <summary>How the server has answered; null as long as it has not.</summary>
    public Answer? Answer { get; set; }

    /// <summary>Its text without what is in literals, and where in it these stand.</summary>
    public ReadOnlyMemory<byte> Text => _text.WrittenMemory;

    public IReadOnlyList<(int End, OutgoingLiteral Literal)> Literals => _literals;

    /// <summary>Adds a word that is no string.</summary>
    /// <exception cref="InvalidOperationException">The grammar does not allow it.</exception>
    public WireCommand Atom(string atom) =>
        atom.Length == 0 || atom.AsSpan().ContainsAny(NoAtom) || !Ascii.IsValid(atom) ? throw new InvalidOperationException($"'{atom}' is no atom.") : Add(atom);

    /// <summary>Adds a flag: an atom, with a backslash before it if it is the system's.</summary>
    /// <inheritdoc cref="Atom"/>
    public WireCommand Flag(string flag)
    {
        var isSystem = flag.StartsWith('\\');
        Space();
        Write(isSystem ? "\\" : string.Empty);
        _isSpaceDue = false;
        return Atom(isSystem ? flag[1..] : flag);
    }

    /// <summary>Adds the first line of a login's conversation (RFC 4959), which is an equals sign if it is empty.</summary>
    /// <inheritdoc cref="Atom"/>
    public WireCommand Base64(string text) => text.Length == 0 ? Add("=") : Atom(text);

    /// <summary>Adds a number.</summary>
    public WireCommand Number(ulong number) => Add(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds numbers of messages.</summary>
    public WireCommand Set(UidSet uids) => Set(uids.ToString());

    /// <summary>Adds numbers of messages, as IMAP spells them.</summary>
    /// <inheritdoc cref="Atom"/>
    public WireCommand Set(string set) =>
        set.Length == 0 || set.AsSpan().ContainsAnyExcept(NoSet) ? throw new InvalidOperationException($"'{set}' is no set.") : Add(set);

    /// <summary>Adds whole messages, or a part of their headers, to what is asked for.</summary>
    /// <param name="section">Empty, <c>HEADER</c> or <c>HEADER.FIELDS</c>.</param>
    /// <param name="fields">The fields, in the last case.</param>
    public WireCommand Body(string section, IReadOnlyList<string> fields)
    {
        Add("BODY.PEEK[");
        _isSpaceDue = false;
        if (section.Length > 0)
        {
            Atom(section);
        }

        if (fields.Count > 0)
        {
            Open();
            foreach (var field in fields)
            {
                Atom(field);
            }

            Close();
        }

        Write("]");
        _isSpaceDue = true;
        return this;
    }

    /// <summary>Adds a pattern of names in quotes, in which an asterisk stands for any other characters.</summary>
    /// <param name="prefix">What the names begin with, each character a byte.</param>
    public WireCommand Pattern(string prefix) => String($"{prefix}*", mayBeAtom: false);

    /// <summary>Adds a text of which each character is a byte: as an atom or in quotes, or as a literal where it holds what may not stand there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayBeAtom">Whether it need not be in quotes.</param>
    public WireCommand String(string text, bool mayBeAtom = true)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            return Literal(new OutgoingLiteral(bytes.Length, [bytes], Flags: null));
        }

        return mayBeAtom && text.Length > 0 && !text.AsSpan().ContainsAny(NoAtom) && !text.Equals("NIL", StringComparison.OrdinalIgnoreCase)
            ? Add(text)
            : Add($"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Adds bytes as a literal.</summary>
    public WireCommand Literal(OutgoingLiteral literal)
    {
        Space();
        _literals.Add((_text.WrittenCount, literal));
        return this;
    }

    /// <summary>Begins a list.</summary>
    public WireCommand Open()
    {
        Add("(");
        _isSpaceDue = false;
        return this;
    }

    /// <summary>Ends a list.</summary>
    public WireCommand Close()
    {
        Write(")");
        _isSpaceDue = true;
        return this;
    }

    private WireCommand Add(string text)
    {
        Space();
        Write(text);
        return this;
    }

    private void Space()
    {
        Write(_isSpaceDue ? " " : string.Empty);
        _isSpaceDue = true;
    }

    private void Write(string text) => Encoding.Latin1.GetBytes(text, _text);
}
