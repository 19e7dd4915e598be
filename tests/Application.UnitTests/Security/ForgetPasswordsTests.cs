using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Security.ForgetPasswords;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Hosting.Migrations.Application.Workers;
using Moq;

namespace Hosting.Migrations.Application.UnitTests.Security;

[TestFixture]
internal sealed class ForgetPasswordsTests
{
    private readonly FakeSecretSealer _sealer = new();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Handle_WhenSomeKeysAreLost_ShouldEraseThosePasswordsOnlyIfItIsMeant(bool isMeant)
    {
        StoredPassword[] stored = [new(1, "MG2", "lost"), new(4, "MG1", _sealer.Seal(new Secret("pw"))), new(9, "MG1", "lost"), new(12, "MG2", "lost")];
        var erased = new List<long>();
        var work = new Mock<IWorkRepository>();
        work.Setup(repository => repository.ListPasswordsAsync(It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((long after, int _, CancellationToken _) => [.. stored.Where(password => password.ResourceId > after).Take(2)]);
        var resources = new Mock<IResourceRepository>();
        resources.Setup(repository => repository.ErasePasswordsAsync(It.IsAny<IReadOnlyCollection<long>>(), It.IsAny<CancellationToken>()))
            .Callback((IReadOnlyCollection<long> keys, CancellationToken _) => erased.AddRange(keys))
            .Returns(Task.CompletedTask);

        var trail = new Mock<IAuditTrail>();
        var lost = await new ForgetPasswordsCommandHandler(work.Object, resources.Object, trail.Object, _sealer).Handle(new ForgetPasswordsCommand(isMeant), CancellationToken.None);

        Assert.That((lost.Count, lost.Of), Is.EqualTo((3, 4)));
        Assert.That(lost.Migrations, Is.EqualTo(new[] { "MG1", "MG2" }));
        trail.Verify(trail => trail.Note(It.Is<AuditNote>(note => note.About == AuditObject.Database)), Times.Exactly(isMeant ? 2 : 0));
        Assert.That(erased, Is.EqualTo(isMeant ? new long[] { 1, 9, 12 } : []));
    }
}
