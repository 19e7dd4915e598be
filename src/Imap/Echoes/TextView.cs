using System.Buffers;
using System.Globalization;
using System.Text;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Imap.Echoes;

/// <summary>
/// A text as a reader would see it, whatever it is made of: nothing that is not seen, letters without their marks and in their usual width. Each character knows
/// from which part of the words it comes.
/// </summary>
internal sealed class TextView
{
    private readonly StringBuilder _text;
    private readonly List<int> _starts;
    private readonly List<int> _ends;

    private TextView(int capacity) => (_text, _starts, _ends) = (new StringBuilder(capacity), new List<int>(capacity), new List<int>(capacity));

    /// <summary>The characters, in the case in which they came.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>The characters in one case; blanks as forms and headers write them are blanks.</summary>
    public string Folded { get; private set; } = string.Empty;

    /// <summary>A view of words as they are.</summary>
    public static TextView Of(string words)
    {
        var view = new TextView(words.Length);
        var position = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            view.Add(rune, position, position + rune.Utf16SequenceLength);
            position += rune.Utf16SequenceLength;
        }

        return view.Finish();
    }

    /// <summary>
    /// A view of UTF-8; what is none becomes the replacement character, or, where the bytes stand for parts of the words, a character of Latin-1, as Python's escapes
    /// have it.
    /// </summary>
    /// <param name="bytes">The text.</param>
    /// <param name="starts">Where in the words each byte's origin begins; null = nobody asks.</param>
    /// <param name="ends">Where it ends.</param>
    public static TextView Of(ReadOnlySpan<byte> bytes, List<int>? starts = null, List<int>? ends = null)
    {
        var view = new TextView(bytes.Length);
        for (var position = 0; position < bytes.Length;)
        {
            var isRead = Rune.DecodeFromUtf8(bytes[position..], out var rune, out var length) == OperationStatus.Done;
            (rune, length) = isRead || starts is null ? (rune, length) : (new Rune((char)bytes[position]), 1);
            view.Add(rune, starts?[position] ?? 0, ends?[position + length - 1] ?? 0);
            position += length;
        }

        return view.Finish();
    }

    /// <summary>The part of the words from which some characters come.</summary>
    public (int Start, int End) SourceOf(int start, int length) => (_starts[start], _ends[start + length - 1]);

    /// <summary>The same without blanks, as one reads a word that is spaced out, or a code in groups.</summary>
    public TextView WithoutBlanks()
    {
        var view = new TextView(Text.Length);
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] != ' ')
            {
                view.Add(Text[i], _starts[i], _ends[i]);
            }
        }

        return view.Finish();
    }

    /// <summary>The same without what colours a terminal or moves its cursor (ECMA-48, section 5.4), of which the control character is not seen already.</summary>
    public TextView WithoutSequences()
    {
        var view = new TextView(Text.Length);
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '[' && FindEnd(i) is { } end)
            {
                i = end;
            }
            else
            {
                view.Add(Text[i], _starts[i], _ends[i]);
            }
        }

        return view.Finish();
    }

    // Numbers, what stands between them, and one character that says what they are for. None is longer, so that many of them take no longer than one.
    private int? FindEnd(int start)
    {
        const int longest = 32;
        for (var i = start + 1; i < Text.Length && i - start < longest; i++)
        {
            if (Text[i] is not (>= ' ' and <= '?'))
            {
                return Text[i] is >= '@' and <= '~' ? i : null;
            }
        }

        return null;
    }

    private TextView Finish()
    {
        Text = _text.ToString();
        Folded = string.Create(Text.Length, Text, (folded, text) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                folded[i] = text[i] is '+' or '_' ? ' ' : char.ToUpperInvariant(text[i]);
            }
        });
        return this;
    }

    private void Add(Rune rune, int start, int end)
    {
        if (rune.IsAscii)
        {
            if (rune.Value is >= ' ' and <= '~')
            {
                Add((char)rune.Value, start, end);
            }
        }
        else if (IsSeen(rune))
        {
            // No letter of Chinese, Japanese or Korean has another form, nor has what can't be read.
            var parts = rune.Value is >= 0x3000 and < 0xF900 or >= 0xFFFD ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKD);
            foreach (var part in parts)
            {
                if (char.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpaceSeparator))
                {
                    Add(part, start, end);
                }
                else if (char.GetUnicodeCategory(part) == UnicodeCategory.SpaceSeparator)
                {
                    Add(' ', start, end);
                }
            }
        }
    }

    private void Add(char character, int start, int end)
    {
        _text.Append(character);
        _starts.Add(start);
        _ends.Add(end);
    }

    private static bool IsSeen(Rune rune) => !ForeignText.IsFiller(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
