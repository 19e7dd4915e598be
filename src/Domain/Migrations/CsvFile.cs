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
    /// <exception cref="ArgumentException">A name is empty or too long, or the size is negative.</exception>
    public void EnsureValid()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxNameLength)
        {
            throw new ArgumentException($"The file's name must have 1 to {MaxNameLength} characters.");
        }

        if (string.IsNullOrWhiteSpace(OriginalName) || OriginalName.Length > MaxNameLength)
        {
            throw new ArgumentException($"The file's original name must have 1 to {MaxNameLength} characters.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Size);
    }
}
