using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Locks;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Locks;

public sealed class MailboxLocksTests
{
    private const string Key = "0123abcd";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public async Task TakeAsync_WhenAnotherHoldsTheMailbox_ShouldSaySoOnceAndWaitForItsEnd()
    {
        var (locks, told) = (Open(), new List<string>());
        var first = await locks.TakeAsync(Key, Unexpected, CancellationToken.None);

        var second = locks.TakeAsync(Key, told.Add, CancellationToken.None);
        Assert.That(second.IsCompleted, Is.False);
        Assert.That(told, Is.EqualTo(new[] { CopyProgress.MailboxInUse }));
        first.Dispose();

        (await second.WaitAsync(Deadline)).Dispose();
        Assert.That(told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TakeAsync_WhenWorkersHoldTheMailbox_ShouldSaySoAndWaitForAllOfThem()
    {
        var (locks, told) = (Open(), new List<string>());
        var (first, second) = (locks.TryShare(Key), locks.TryShare(Key));
        Assert.That((first?.Problem, second?.Problem), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(second, Is.Not.Null, "Workers don't keep one another out.");

        var alone = locks.TakeAsync(Key, told.Add, CancellationToken.None);
        first!.Dispose();
        Assert.That(alone.IsCompleted, Is.False);
        Assert.That(told, Is.EqualTo(new[] { CopyProgress.MailboxInUseByWorker }));
        second!.Dispose();

        (await alone.WaitAsync(Deadline)).Dispose();
    }

    [Test]
    public async Task TryShare_WhenACopyByHandHoldsTheMailbox_ShouldNotWait()
    {
        var locks = Open();

        using (await locks.TakeAsync(Key, Unexpected, CancellationToken.None))
        {
            Assert.That(locks.TryShare(Key), Is.Null);
            using var other = locks.TryShare("another");
            Assert.That(other, Is.Not.Null);
        }

        using var after = locks.TryShare(Key);
        Assert.That(after, Is.Not.Null);
    }

    [Test]
    public async Task TakeAsync_WhenTheCopyIsCalledOffMeanwhile_ShouldGiveUp()
    {
        var locks = Open();
        using var stop = new CancellationTokenSource();
        using var held = await locks.TakeAsync(Key, Unexpected, CancellationToken.None);

        Assert.That(() => locks.TakeAsync(Key, _ => stop.Cancel(), stop.Token).WaitAsync(Deadline), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task TakeAsync_WhenThereIsNoPlaceForLocks_ShouldGoOnAndSaySo([Values(null, "/proc", "/no/such/folder")] string? folder)
    {
        var locks = new MailboxLocks(TimeProvider.System, folder);

        using var alone = await locks.TakeAsync(Key, Unexpected, CancellationToken.None);
        using var beside = locks.TryShare(Key);

        Assert.That(alone.Problem, Is.Not.Null.And.Not.Empty);
        Assert.That(beside!.Problem, Is.EqualTo(alone.Problem).Or.Contains(Key));
    }

    [Test]
    public void Find_WhenAskedForThePlaceOfLocks_ShouldGiveOneThatEveryUserCanWriteTo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.That(LockPlace.Find(), Does.StartWith(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData)));
            return;
        }

        Assert.That(LockPlace.Find(), Is.AnyOf("/run/lock", "/dev/shm", "/tmp"));
        Assert.That(File.GetUnixFileMode(LockPlace.Find()!).HasFlag(UnixFileMode.OtherWrite | UnixFileMode.StickyBit), Is.True);
    }

    private MailboxLocks Open() => new(TimeProvider.System, _folder.PathOf("."));

    private static void Unexpected(string holder) => Assert.Fail($"Nobody else holds it: {holder}");
}
