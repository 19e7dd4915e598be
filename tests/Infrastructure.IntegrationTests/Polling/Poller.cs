using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>A panel that asks again and again for one list, on a connection of its own, and keeps the last answer with its tag.</summary>
internal sealed class Poller(Uri service, string token, IReadOnlyList<Writer> writers, MigrationStatus? status = null) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = service, DefaultRequestHeaders = { { "X-Api-Token", token } } };
    private readonly string _path = status is { } value ? $"/api/migrations?status={EnumText<MigrationStatus>.ToText(value)}" : "/api/migrations";

    private Dictionary<string, DateTimeOffset> _kept = [];
    private EntityTagHeaderValue? _tag;

    public int Polls { get; private set; }

    public int NotModified { get; private set; }

    /// <summary>Polls once, and makes sure that what it then has is no older than the last commit before it asked.</summary>
    public async Task PollAsync()
    {
        var committed = writers.Select(writer => writer.Committed).ToArray();
        await AskAsync();
        for (var i = 0; i < writers.Count; i++)
        {
            DateTimeOffset? shown = _kept.TryGetValue(writers[i].Code, out var updatedAt) ? updatedAt : null;
            var begun = writers[i].Begun;
            if (!Writer.CanShow(shown, status, committed[i], begun))
            {
                Assert.Fail($"{_path} shows {writers[i].Code} as of {shown:O}, which was so after none of the steps {committed[i]} to {begun}; tag {_tag}");
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _path);
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
        }

        using var response = await _client.SendAsync(request);
        Polls++;
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            NotModified++;
            return;
        }

        response.EnsureSuccessStatusCode();
        _tag = response.Headers.ETag;
        using var list = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        _kept = list.RootElement.GetProperty("resources").EnumerateArray().ToDictionary(
            migration => migration.GetProperty("code").GetString()!,
            migration => migration.GetProperty("updated_at").GetDateTimeOffset());
    }
}
