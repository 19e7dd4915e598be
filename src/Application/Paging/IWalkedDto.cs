namespace Hosting.Migrations.Application.Paging;

/// <summary>An answer that is one page of a list, which may be walked by cursor instead.</summary>
public interface IWalkedDto : IPagedDto
{
    /// <summary>Whether the list is walked, so that its pages have no numbers.</summary>
    bool IsWalked { get; }

    /// <summary>Where a walk goes on; null on its last page.</summary>
    string? NextCursor { get; }
}
