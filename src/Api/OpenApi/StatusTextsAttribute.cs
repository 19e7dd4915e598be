using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents the texts that a status filter can have: <c>all</c>, which is the default, or a status.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class StatusTextsAttribute(IReadOnlyList<string> statuses) : Attribute
{
    public string Default { get; } = ListMigrationsQuery.AllStatuses;

    public IEnumerable<string> All => statuses.Prepend(Default);
}

/// <summary>Documents a status filter over an enum.</summary>
/// <typeparam name="TStatus">The enum of statuses.</typeparam>
internal sealed class StatusTextsAttribute<TStatus>() : StatusTextsAttribute(EnumText<TStatus>.All)
    where TStatus : struct, Enum;
