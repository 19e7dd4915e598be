using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The id of a connection, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ConnectionInPathAttribute() : InPathAttribute(
    "connection_id", ConnectionId.Pattern, "Connection id: cn_ and 16 letters and digits. Anything else is 404.");
