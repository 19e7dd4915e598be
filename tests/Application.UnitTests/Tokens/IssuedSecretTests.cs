using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Application.UnitTests.Tokens;

/// <summary>Where a token's secret goes, and where it must not go.</summary>
internal sealed class IssuedSecretTests
{
    private static readonly IssueTokenCommand Command = new(Caller.Admin, Admin: false) { CustomerCode = "C1001", Name = "export" };

    private TestApplication _app = null!;

    [SetUp]
    public void SetUp()
    {
        _app = new TestApplication();
        _app.Customers.Store(ACustomer.Stored(7, "C1001"));
    }

    [TearDown]
    public void TearDown() => _app.Dispose();

    [Test]
    public async Task Send_WhenIssued_ShouldStoreTheSha256()
    {
        var issued = await _app.SendAsync(Command);

        Assert.That(_app.Tokens.Stored.Single().Hash, Is.EqualTo(SHA256.HashData(Encoding.UTF8.GetBytes(issued.Secret))));
    }

    [Test]
    public async Task Send_WhenIssued_ShouldStoreTheSecretNowhere()
    {
        var issued = await _app.SendAsync(Command);

        var stored = JsonSerializer.Serialize(_app.Tokens.Stored.Single());
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(issued.Secret));
        Assert.That(stored, Does.Contain("export").And.Not.Contain(issued.Secret).And.Not.Contain(encoded));
    }

    [Test]
    public async Task Send_WhenIssued_ShouldLogTheSecretNowhere()
    {
        var issued = await _app.SendAsync(Command);

        Assert.That(_app.Logs.Entries.Select(entry => entry.Everything), Is.Not.Empty.And.None.Contains(issued.Secret));
    }

    [Test]
    public async Task ToString_WhenIssued_ShouldNotPrintTheSecret()
    {
        var issued = await _app.SendAsync(Command);

        Assert.That($"{issued}", Does.Not.Contain(issued.Secret));
    }

    [Test]
    public async Task Send_WhenIssuedTwice_ShouldMakeDifferentSecrets()
    {
        var first = await _app.SendAsync(Command);
        var second = await _app.SendAsync(Command);

        Assert.That(second.Secret, Is.Not.EqualTo(first.Secret));
    }

    [Test]
    public async Task Authenticate_WhenSecretWasIssued_ShouldKnowItsOwner()
    {
        var issued = await _app.SendAsync(Command);

        await using var scope = _app.Services.CreateAsyncScope();
        var caller = await scope.ServiceProvider.GetRequiredService<ApiTokenAuthenticator>().AuthenticateAsync(issued.Secret, default);
        Assert.That(caller?.Caller, Is.EqualTo(Caller.ForCustomer(7)));
    }
}
