using Hosting.Migrations.Application.Migrations.Selection;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Reads a choice of folders.</summary>
internal static class FolderFields
{
    /// <summary>The choice; null where there is none.</summary>
    /// <param name="body">The body of the request.</param>
    public static FoldersDto? Folders(this JsonBody body)
    {
        if (body.Nested("folders")?.OnlyHas("include", "exclude", "map") is not { } folders)
        {
            return null;
        }

        var (include, exclude, map) = (folders.Texts("include"), folders.Texts("exclude"), folders.TextMap("map"));
        return new FoldersDto { Include = include ?? [], Exclude = exclude ?? [], Map = map ?? new Dictionary<string, string>() };
    }
}
