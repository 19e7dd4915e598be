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
    [TestCase(true, "damaged", "damaged", "damaged", "damaged", "damaged", "sound")]
    [TestCase(true, "damaged", "damaged", "damaged", "damaged", "damaged", "sound", "damaged", "damaged", "damaged", "damaged")]
    [TestCase(false, "damaged")]
    [TestCase(false, "damaged", "damaged")]
    [TestCase(false, "damaged", "damaged", "damaged", "damaged", "damaged", "sound", "damaged", "damaged", "damaged", "damaged", "damaged")]
    public async Task PassesAsync_WhenSomeOfTheNewestOrOldestPasswordsCanBeOpened_ShouldTakeTheRestForDamaged(bool expected, params string[] newest)
    {
        var stored = newest.Reverse().Select((password, index) => ((long)index + 1, password == "sound" ? _sealer.Seal(new Secret("pw")) : "garbage")).ToList();
        var work = new Mock<IWorkRepository>();
        work.Setup(repository => repository.FindNewestPasswordAsync(It.IsAny<long?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((long? before, CancellationToken _) => stored.Where(password => before is null || password.Item1 < before).Cast<(long, string)?>().LastOrDefault());
        work.Setup(repository => repository.FindOldestPasswordAsync(It.IsAny<long?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((long? after, CancellationToken _) => stored.Where(password => after is null || password.Item1 > after).Cast<(long, string)?>().FirstOrDefault());
        var keys = new KeyCheck(work.Object, _sealer, new FakeTimeProvider(), NullLogger<KeyCheck>.Instance);

        Assert.That(await keys.PassesAsync(CancellationToken.None), Is.EqualTo(expected));
    }
}
