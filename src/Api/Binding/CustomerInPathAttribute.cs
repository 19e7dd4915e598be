using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The code of a customer, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CustomerInPathAttribute() : InPathAttribute("code", CustomerCode.Pattern, "Customer code. Case matters; anything else is 404.");
