namespace Hosting.Migrations.Imap.Wire;

/// <summary>Tells whether an answer begins behind the end of a line, by which the end of one that can't be read is found.</summary>
internal static class NextAnswer
{
    /// <summary>Whether one begins.</summary>
    /// <param name="behind">What has arrived behind the line.</param>
    /// <param name="tag">The tag of the command under way; null if none is.</param>
    /// <returns>Null if that can't be said before more has arrived.</returns>
    public static bool? BeginsIn(ReadOnlySpan<byte> behind, string? tag)
    {
        if (behind.IsEmpty)
        {
            return null;
        }

        if (behind[0] is (byte)'*' or (byte)'+')
        {
            return behind.Length == 1 ? null : behind[1] is (byte)' ' or (byte)'\r' or (byte)'\n';
        }

        if (tag is null)
        {
            return false;
        }

        var compared = Math.Min(tag.Length, behind.Length);
        for (var i = 0; i < compared; i++)
        {
            if (behind[i] != tag[i])
            {
                return false;
            }
        }

        return behind.Length <= tag.Length ? null : behind[tag.Length] == ' ';
    }
}
