using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Makes a response readable that breaks the rules in a place of little weight: in a flag, in a date, in the attributes of a folder. What can't be
/// mended is left out, so that it costs what it tells of and nothing else.
/// </summary>
internal static class ResponseMender
{
    /// <summary>Mends a response where it is.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="response">All of it, or what stands before the first message in it.</param>
    /// <returns>False if it has to be left out.</returns>
    public static bool TryMend(ResponseKind kind, Span<byte> response)
    {
        var original = response.ToArray();
        if (TryMend(kind, response, withStrings: true))
        {
            return true;
        }

        original.CopyTo(response);
        return kind == ResponseKind.Fetch && TryMend(kind, response, withStrings: false);
    }

    private static bool TryMend(ResponseKind kind, Span<byte> response, bool withStrings)
    {
        var text = new ResponseText(response);
        return kind switch
        {
            ResponseKind.Fetch => TryMendMessage(ref text, withStrings),
            ResponseKind.Folder => TryMendFolder(ref text),
            ResponseKind.Namespace => TryMendNamespaces(ref text),
            ResponseKind.Flags => TryMendFlags(ref text, response),
            _ => false,
        };
    }

    private static bool TryMendMessage(ref ResponseText text, bool withStrings)
    {
        text.At = text.Rest.IndexOf((byte)'(') + 1;
        while (text.At > 0)
        {
            text.SkipSpaces();
            if (text.Next == ')')
            {
                text.At++;
                return TryEnd(ref text);
            }

            var name = text.TakeName();
            var (isFlags, isDate, isSection) = (Ascii.EqualsIgnoreCase(name, "FLAGS"u8), Ascii.EqualsIgnoreCase(name, "INTERNALDATE"u8), name.StartsWith("BODY["u8));
            text.SkipSpaces();
            if (isSection && LiteralMark.At(text.Rest) is { } mark && mark.Length == text.Rest.Length)
            {
                return true;
            }

            if (!(isFlags && text.Next == '(' ? text.TryMendFlags(withStrings) : isDate ? text.TryMendDate() : !name.IsEmpty && text.TrySkipValue()))
            {
                return false;
            }
        }

        return false;
    }

    private static bool TryMendFolder(ref ResponseText text)
    {
        text.At = text.Rest.IndexOf((byte)'(');
        if (text.At < 0 || !text.TryMendFlags(withStrings: true))
        {
            return false;
        }

        text.SkipSpaces();
        if (!(text.Next == '{' ? text.TryQuote() : text.TrySkipValue()))
        {
            return false;
        }

        text.SkipSpaces();
        if (LiteralMark.At(text.Rest) is { } mark)
        {
            text.At += mark.Length + (int)Math.Min(mark.Size, text.Rest.Length - mark.Length);
            return mark.Size <= WireLimits.LongestName && TryBlankRest(ref text);
        }

        return (text.TrySkipString() || text.TrySkipValue()) && TryBlankRest(ref text);
    }

    private static bool TryMendNamespaces(ref ResponseText text)
    {
        text.At = "* NAMESPACE".Length;
        for (var list = 0; list < 3; list++)
        {
            text.SkipSpaces();
            if (text.Next != '(')
            {
                if (!Ascii.EqualsIgnoreCase(text.TakeName(), "NIL"u8))
                {
                    return false;
                }

                continue;
            }

            text.At++;
            text.SkipSpaces();
            while (text.Next == '(')
            {
                if (!TryMendNamespace(ref text))
                {
                    return false;
                }

                text.SkipSpaces();
            }

            if (text.Next != ')')
            {
                return false;
            }

            text.At++;
        }

        return TryEnd(ref text);
    }

    private static bool TryMendNamespace(ref ResponseText text)
    {
        text.At++;
        for (var part = 0; part < 2; part++)
        {
            text.SkipSpaces();
            var isString = text.Next is (byte)'"' or (byte)'{';
            if (!(text.Next == '{' ? text.TryQuote() : (isString || part == 0 || text.Rest.StartsWith("NIL"u8)) && text.Next is not ((byte)'(' or (byte)')') && text.TrySkipValue()))
            {
                return false;
            }
        }

        text.SkipSpaces();
        while (text.Next != ')')
        {
            // Extensions, which nobody uses.
            if (!text.TrySkipValue())
            {
                return false;
            }

            text.SkipSpaces();
        }

        text.At++;
        return true;
    }

    private static bool TryMendFlags(ref ResponseText text, ReadOnlySpan<byte> response)
    {
        text.At = response.IndexOf((byte)'(');
        var isPermanent = response.StartsWith("* OK"u8);
        if (!(isPermanent || Ascii.EqualsIgnoreCase(response[..Math.Min(7, response.Length)], "* FLAGS"u8)) || text.At < 0 || !text.TryMendFlags(withStrings: true))
        {
            return false;
        }

        if (isPermanent)
        {
            if (text.Next != ']')
            {
                return false;
            }

            text.At++;
        }

        return TryBlankRest(ref text);
    }

    private static bool TryBlankRest(ref ResponseText text)
    {
        if (text.Rest.Length < 2)
        {
            return false;
        }

        text.BlankRest();
        return true;
    }

    private static bool TryEnd(ref ResponseText text) => text.IsAtEnd && TryBlankRest(ref text);
}
