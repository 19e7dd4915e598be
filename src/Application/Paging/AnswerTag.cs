using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Paging;

/// <summary>Tags made of all that is shown: by them a client keeps an answer, and changes only what it has seen.</summary>
public static class AnswerTag
{
    /// <summary>What a tag begins with: another build may write the same things otherwise.</summary>
    public static readonly string Build =
        (typeof(AnswerTag).Module.ModuleVersionId.GetHashCode() ^ typeof(EnumText<>).Module.ModuleVersionId.GetHashCode())
        .ToString("x8", CultureInfo.InvariantCulture);

    private const int HashLength = 16;

    /// <summary>The tag of an answer.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="shown">The answer.</param>
    public static string Of<T>(T shown)
        where T : class => $"{Build}.{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown)).AsSpan(0, HashLength))}";

    /// <summary>An answer with its tag.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="shown">The answer.</param>
    /// <param name="known">The tags of the answers that the client has kept; it is not told again what is among them.</param>
    public static Revalidated<T> Revalidate<T>(T shown, IReadOnlyList<string>? known = null)
        where T : class
    {
        var tag = Of(shown);
        return new Revalidated<T>(tag, known?.Contains(tag) == true ? null : shown);
    }

    /// <summary>Makes sure that a client has seen something as it is.</summary>
    /// <typeparam name="T">What is shown.</typeparam>
    /// <param name="shown">As it is shown now.</param>
    /// <param name="expected">The tags that the client knows; null = it does not ask.</param>
    /// <exception cref="PreconditionFailedException">It is none of them.</exception>
    public static void EnsureSeen<T>(T shown, IReadOnlyList<string>? expected)
        where T : class
    {
        if (expected is not null && !expected.Contains(Of(shown)))
        {
            throw new PreconditionFailedException();
        }
    }
}
