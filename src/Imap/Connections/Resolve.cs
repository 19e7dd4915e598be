using System.Net;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Finds the addresses of a host.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);
