namespace Hosting.Migrations.Application.Migrations;

/// <summary>Stands where a list has its pagination.</summary>
public sealed record NoPaginationDto
{
    /// <summary>There is nothing in it, so one is enough.</summary>
    internal static NoPaginationDto Empty { get; } = new();
}
