using System.Buffers;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>Quotes that word processors put in the place of <c>"</c> and <c>'</c>. No file is quoted by them, and no address has them.</summary>
internal static class TypographicQuotes
{
    private static readonly SearchValues<char> All = SearchValues.Create("\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A\uFF02\uFF07\u2032\u2033\u301D\u301E\u301F");

    /// <summary>The first of them in a text; null = there is none.</summary>
    public static char? Find(string text) => text.AsSpan().IndexOfAny(All) is >= 0 and var at ? text[at] : null;

    /// <summary>Whether a text begins or ends with one.</summary>
    public static bool Surround(string text) => text.AsSpan().Trim() is [var first, .., var last] && (All.Contains(first) || All.Contains(last));
}
