namespace Hosting.Migrations.Imap.Wire;

/// <summary>Tells whether an answer begins behind the end of a line, by which the end of one that can't be read is found.</summary>
internal static class NextAnswer
{
    /// <summary>Whether one begins.</summary>
    /// <param name="behind">What has arrived behind the line.</param>
    /// <param name="tags">The tags of the commands under way, all of one length.</param>
    /// <returns>Null if that can't be said before more has arrived.</returns>
    public static bool? BeginsIn(ReadOnlySpan<byte> behind, IEnumerable<string> tags)
    {
        if (behind.IsEmpty)
        {
            return null;
        }

        if (behind[0] is (byte)'*' or (byte)'+')
        {
            return behind.Length == 1 ? null : behind[1] is (byte)' ' or (byte)'\r' or (byte)'\n';
        }

        bool? begins = false;
        foreach (var tag in tags)
        {
            // One that may still come outweighs those that do not.
            begins = BeginsWith(behind, tag) switch { true => true, null when begins == false => null, _ => begins };
        }

        return begins;
    }

    private static bool? BeginsWith(ReadOnlySpan<byte> behind, string tag)
    {
        for (var i = 0; i < Math.Min(tag.Length, behind.Length); i++)
        {
            if (behind[i] != tag[i])
            {
                return false;
            }
        }

        return behind.Length <= tag.Length ? null : behind[tag.Length] == ' ';
    }
}
