using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Workers;

[TestFixture]
internal sealed class KeyCheckTests
{
    private readonly FakeSecretSealer _sealer = new();

    [TestCase(true)]
    [TestCase(true, "sound")]
    [TestCase(true, "damaged", "sound")]
    [TestCase(false, "damaged")]
    [TestCase(false, "damaged", "damaged")]
    public async Task PassesAsync_WhenSomeOfTheNewestPasswordsCanBeOpened_ShouldTakeTheRestForDamaged(bool expected, params string[] newest)
    {
        var work = new Mock<IWorkRepository>();
        work.Setup(repository => repository.ListSealedPasswordsAsync(5, It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. newest.Select(state => state == "sound" ? _sealer.Seal(new Secret("pw")) : "garbage")]);
        var keys = new KeyCheck(work.Object, _sealer, new FakeTimeProvider(), NullLogger<KeyCheck>.Instance);

        Assert.That((await keys.PassesAsync(CancellationToken.None), keys.IsGood), Is.EqualTo((expected, expected)));
    }
}
