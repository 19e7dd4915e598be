namespace Hosting.Migrations.Domain.Migrations;

/// <summary>The uploaded file from which a migration was made.</summary>
/// <param name="Name">The name under which the service keeps it.</param>
/// <param name="OriginalName">The name under which the client uploaded it.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record CsvFile(string Name, string OriginalName, int Size)
{
    /// <summary>The greatest length of either name, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Checks the names and the size.</summary>
    /// <exception cref="ArgumentException">A name is empty or too long or has a control character, or the size is negative.</exception>
    public void EnsureValid()
    {
        if (!IsValidName(Name) || !IsValidName(OriginalName))
        {
            throw new ArgumentException($"The file's names must have 1 to {MaxNameLength} characters, none of them a control character.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Size);
    }

    /// <summary>Whether a text can be a file's name: 1 to <see cref="MaxNameLength"/> characters, none of them a control character.</summary>
    /// <param name="name">The text to check.</param>
    public static bool IsValidName(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength && !name.Any(char.IsControl);
}
