namespace Hosting.Migrations.Api.Binding;

/// <summary>The number of a token, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class TokenInPathAttribute() : InPathAttribute("token_id", "^[1-9][0-9]{0,18}$", "The token's id. Anything else is 404.");
