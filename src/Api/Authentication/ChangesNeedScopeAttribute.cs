using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Says which scope a token must have to change something here. Where nothing is said it is <see cref="TokenScope.Write"/>.</summary>
/// <param name="scope">The least scope.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ChangesNeedScopeAttribute(TokenScope scope) : Attribute
{
    public TokenScope Scope { get; } = scope;
}
