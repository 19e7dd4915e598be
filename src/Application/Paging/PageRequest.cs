namespace Hosting.Migrations.Application.Paging;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Size">Records a page, 1 to <see cref="MaxSize"/>.</param>
public readonly record struct PageRequest(int Number, int Size)
{
    /// <summary>The page where none is asked for.</summary>
    public const int DefaultNumber = 1;

    /// <summary>Records a page where nothing is asked for.</summary>
    public const int DefaultSize = 25;

    /// <summary>The most records that a page can have.</summary>
    public const int MaxSize = 200;

    /// <summary>How many records come before the page.</summary>
    public long Offset => (Number - 1L) * Size;
}
