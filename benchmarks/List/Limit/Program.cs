using System.Globalization;
using Hosting.Migrations.Benchmarks.List.Limit;

var settings = Settings.Read();
await using var database = new Database(settings.ConnectionString);
var endpoint = new ListEndpoint(database, new TokenCache(settings.TokenCacheTime));

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.ListenLocalhost(int.Parse(settings.Port, CultureInfo.InvariantCulture));
});
await using var app = builder.Build();
app.MapGet("/api/migrations", endpoint.AnswerAsync);
await app.RunAsync();
