using System.Text;
using Hosting.Migrations.Imap.Locks;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>Reads the small files that mail servers keep beside the messages, whoever may have written them.</summary>
internal static class TextFile
{
    // A list of a million messages has some 80 MB.
    private const long MaxLength = 1L << 30;
    private const int MaxLine = 4096;

    /// <summary>The lines that have been written to their end; null if there is no such file, or none that can be one.</summary>
    public static IEnumerable<string>? TryOpen(string path)
    {
        try
        {
            return SystemCalls.IsFile(path) ? Read(path) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It can't be read, or is no text.</exception>
    private static IEnumerable<string> Read(string path)
    {
        using var stream = new FileStream(SystemCalls.Open(path), FileAccess.Read);
        if (stream.Length > MaxLength)
        {
            throw new IOException($"{path} is larger than such a file can be");
        }

        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (next == '\n')
            {
                yield return line.ToString();
                line.Clear();
            }
            else if (line.Append((char)next).Length > MaxLine)
            {
                throw new IOException($"{path} has a line that is too long for such a file");
            }
        }
    }
}
