using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Api.FunctionalTests.CommandLine;

/// <summary>The program as a client of something that is not this service, or means it harm.</summary>
public sealed class ForeignServiceTests
{
    private const string Migration =
        """{"resources":[{"status":"running","code":"MG12345678","original_csv_file_name":"a.csv","preset":"gmail","resources_has_errors":false,"resources":1,"is_late":false,"owner":"o","created_at":"2026-01-01T00:00:00Z"}]}""";

    private const string Page = """{"resources":[],"pagination":{"total_pages":1}}""";
    private const string NotThis = "answers what this service does not: is that its address?";

    private Cli _cli = null!;
    private WebApplication _service = null!;
    private Func<string, (int Status, string Type, string Body)> _answer = null!;
    private ConcurrentQueue<string> _keys = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _keys = [];
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Run(AnswerAsync);
        await _service.StartAsync();
        _cli = new Cli { Environment = { ["MIGRATIONS_URL"] = _service.Urls.Single() } };
        _cli.Environment["MIGRATIONS_TOKEN_FILE"] = _cli.Keep("token", "hm_token");
    }

    [TearDown]
    public async Task StopAsync()
    {
        _cli.Dispose();
        await _service.DisposeAsync();
    }

    [TestCase("null")]
    [TestCase("""{"resources":[null]}""")]
    [TestCase("""{"resources":[{"code":null}]}""")]
    public async Task List_WhenTheAnswerIsNone_ShouldSaySo(string body)
    {
        _answer = _ => (200, "application/json", body);

        Assert.That(await _cli.FailAsync("migrations", "list"), Does.EndWith(NotThis));
    }

    [TestCase("progress", "null")]
    [TestCase("causes", """{"causes":null}""")]
    [TestCase("causes", """{"causes":[{}]}""")]
    [TestCase("resources", """{"resources":[{}]}""")]
    public async Task Show_WhenAPartOfTheAnswerIsNone_ShouldSaySo(string part, string body)
    {
        const string progress =
            """{"mailboxes":{"total":1,"waiting":1,"running":0,"success":0,"failed":0},"messages":{"total":0,"copied":0,"skipped":0,"failed":0,"left_out":0,"missing":0},"bytes_copied":0,"rate":0,"percent":0}""";
        _answer = path => (200, "application/json", path.Split('/')[^1] switch
        {
            var last when last == part => body,
            "progress" => progress,
            "causes" => """{"causes":[]}""",
            "resources" => Page,
            _ => Migration,
        });

        Assert.That(await _cli.FailAsync("migrations", "show", "MG12345678"), Does.EndWith(NotThis));
    }

    [TestCase("event: status\ndata: null\n\n")]
    [TestCase("event: status\ndata: {}\n\n")]
    [TestCase("event: progress\ndata: [\n\n", "--json")]
    public async Task Follow_WhenAnEventIsNone_ShouldSaySo(string events, params string[] options)
    {
        _answer = path => path.EndsWith("/events", StringComparison.Ordinal) ? (200, "text/event-stream", events) : (200, "application/json", Migration);

        Assert.That(await _cli.FailAsync(["migrations", "follow", "MG12345678", .. options]), Does.EndWith(NotThis));
    }

    [Test]
    public async Task Follow_WhenTheStatusMeansNothing_ShouldSaySo()
    {
        _answer = path => path.EndsWith("/events", StringComparison.Ordinal)
            ? (200, "text/event-stream", string.Empty)
            : (200, "application/json", Migration.Replace("running", "resting", StringComparison.Ordinal));

        Assert.That(await _cli.FailAsync("migrations", "follow", "MG12345678"), Does.EndWith(NotThis));
    }

    [TestCase("""{"message":"no","errors":[null]}""", "the service does not say what is wrong")]
    [TestCase("""{"errors":[{"field":null,"description":"is wrong"}]}""", "is wrong")]
    [TestCase("null", "the service, or what stands before it, answers with the status 422")]
    public async Task List_WhenTheRefusalIsOdd_ShouldStillSaySomething(string body, string expected)
    {
        _answer = _ => (422, "application/json", body);

        Assert.That(await _cli.EndAsync(2, "migrations", "list"), Is.EqualTo(expected));
    }

    [Test]
    public async Task List_WhenNamesHoldWhatMovesATerminal_ShouldSpellItAsJson()
    {
        const string name = "\u202egpj.\u009b2J\U000E0001ü";
        _answer = _ => (200, "application/json", Migration.Replace("a.csv", name, StringComparison.Ordinal).Replace("{", "\n{", StringComparison.Ordinal));

        var json = await _cli.SucceedAsync("migrations", "list", "--json");

        Assert.That(json, Does.Contain(@"\u202egpj.\u009b2J\udb40\udc01ü"));
        Assert.That(json.Any(character => character is '\u202e' or '\u009b' or '\n'), Is.False);
        Assert.That(JsonDocument.Parse(json).RootElement[0].GetProperty("original_csv_file_name").GetString(), Is.EqualTo(name));
    }

    [Test]
    public async Task Create_WhenNobodyKnowsWhetherItIsDone_ShouldSayHowToSendItAgain()
    {
        _answer = _ => (500, "application/json", """{"message":"Internal error","errors":[]}""");
        var file = _cli.Keep("a.csv", "a@example.com;imap.example.net;a;pw");

        var (exitCode, _, error) = await _cli.RunAsync("migrations", "create", file, "--preset", "gmail");
        var key = error.Split(' ')[^1].Trim();
        await _cli.RunAsync("migrations", "create", file, "--preset", "gmail", "--idempotency-key", key);

        Assert.That(exitCode, Is.EqualTo(6));
        Assert.That(error, Does.Contain($"to send it again safely, add --idempotency-key {key}"));
        Assert.That(_keys, Is.EqualTo(new[] { key, key }));
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue("Idempotency-Key", out var key))
        {
            _keys.Enqueue(key.ToString());
        }

        var (status, type, body) = _answer(context.Request.Path);
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(body);
    }
}
