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

    // The newest migration first.
    [TestCase(true)]
    [TestCase(true, "sound")]
    [TestCase(true, "damaged", "sound")]
    [TestCase(true, "damaged", "damaged", "damaged", "damaged", "sound")]
    [TestCase(false, "damaged")]
    [TestCase(false, "damaged", "damaged")]
    [TestCase(false, "damaged", "damaged", "damaged", "damaged", "damaged", "sound")]
    public async Task PassesAsync_WhenSomeOfTheNewestPasswordsCanBeOpened_ShouldTakeTheRestForDamaged(bool expected, params string[] newest)
    {
        var work = new Mock<IWorkRepository>();
        work.Setup(repository => repository.FindSealedPasswordAsync(It.IsAny<long?>(), It.IsAny<CancellationToken>())).ReturnsAsync((long? before, CancellationToken _) =>
        {
            var next = (int)(newest.Length - (before ?? (newest.Length + 1)) + 1);
            return next < newest.Length ? (newest.Length - next, newest[next] == "sound" ? _sealer.Seal(new Secret("pw")) : "garbage") : null;
        });
        var keys = new KeyCheck(work.Object, _sealer, new FakeTimeProvider(), NullLogger<KeyCheck>.Instance);

        Assert.That((await keys.PassesAsync(CancellationToken.None), keys.IsGood), Is.EqualTo((expected, expected)));
    }
}
