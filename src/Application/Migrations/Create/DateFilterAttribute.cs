using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>Says that a text is a date filter.</summary>
public sealed class DateFilterAttribute() : OneOfAttribute(DateFilters.All)
{
    /// <summary>The filter that leaves nothing out, which is taken unless another is given.</summary>
    public const string Everything = DateFilters.Everything;
}
