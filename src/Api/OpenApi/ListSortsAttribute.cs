using Hosting.Migrations.Application.Migrations.List;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents the orders in which migrations can be listed.</summary>
internal sealed class ListSortsAttribute() : OneOfAttribute(ListSort.All);
