using System.Net;
using Hosting.Migrations.Api.FunctionalTests.Support;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.UnitTests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Api.FunctionalTests.Creating;

/// <summary>A process that can't open the passwords of the database: what it sealed, no other could open.</summary>
public sealed class WrongKeysTests : UploadFixture
{
    private const string OtherKeys = "sealed with other keys";

    [Test]
    public async Task Create_WhenTheKeysAreOthers_ShouldTakeNoPasswords()
    {
        await Host.StoreAsync(States.FirstRunning, sealedPassword: OtherKeys);
        await Host.InScopeAsync(services =>
        {
            services.GetRequiredService<KeyCheck>().Doubt();
            return Task.CompletedTask;
        });

        using var refused = await PostAsync($"{Header}\nalice@{ACustomer.Domain};imap.old.example;alice;pw");
        using var ready = await Customer.GetAsync("/health/ready");

        await refused.ShouldBeEnvelopeAsync(HttpStatusCode.ServiceUnavailable, "Service unavailable");
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(Host.Logs, Has.Some.Match("^Error This process has not the keys of the passwords in the database .Secrets:KeyFolder."));
        await Host.InScopeAsync(async services => Assert.That(
            (await services.GetRequiredService<IWorkRepository>().ListPasswordsAsync(0, 10, CancellationToken.None)).Select(password => password.Sealed),
            Is.All.EqualTo(OtherKeys)));
    }
}
