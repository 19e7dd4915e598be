using System.Text;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>
/// Sees to it that the answer to SELECT or EXAMINE says whether the folder can be changed. Servers should say so (RFC 3501, section 6.3.1) and
/// need not; the library takes a folder for closed when they do not.
/// </summary>
internal static class SelectAnswer
{
    private const string ReadOnly = "READ-ONLY";
    private const string ReadWrite = "READ-WRITE";

    /// <summary>Looks at a tagged OK.</summary>
    /// <param name="line">It may be changed.</param>
    /// <param name="at">Where the text behind the OK begins.</param>
    /// <param name="code">The code there; empty if there is none.</param>
    /// <param name="command">The command.</param>
    /// <param name="isReadOnly">Whether the server has said before that the folder can't be changed.</param>
    /// <returns>What is to be put in there; null if nothing is.</returns>
    public static byte[]? Complete(Span<byte> line, int at, string code, WireCommand command, bool isReadOnly)
    {
        var isExamine = command.Name == "EXAMINE";
        if (code == ReadWrite && isExamine)
        {
            // EXAMINE never allows changes (section 6.3.2).
            Encoding.ASCII.GetBytes($"[{ReadOnly}] ", line[at..]);
            return null;
        }

        return code is ReadOnly or ReadWrite ? null : Encoding.ASCII.GetBytes($"{(line[at - 1] == ' ' ? "" : " ")}[{(isExamine || isReadOnly ? ReadOnly : ReadWrite)}] ");
    }
}
