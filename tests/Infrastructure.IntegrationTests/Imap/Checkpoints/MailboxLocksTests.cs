using Hosting.Migrations.Infrastructure.Imap.Checkpoints;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Checkpoints;

public sealed class MailboxLocksTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task TakeAsync_WhenAnotherHoldsTheMailbox_ShouldSaySoOnceAndWaitForItsEnd()
    {
        var (locks, key, waits) = (new MailboxLocks(TimeProvider.System), $"test-{Guid.NewGuid():N}", 0);
        var told = new TaskCompletionSource();
        var first = await locks.TakeAsync(key, () => Assert.Fail("Nobody holds it."), CancellationToken.None);

        var second = locks.TakeAsync(key, () => { waits++; told.SetResult(); }, CancellationToken.None);
        await told.Task.WaitAsync(Deadline);
        Assert.That(second.IsCompleted, Is.False);
        first.Dispose();

        (await second.WaitAsync(Deadline)).Dispose();
        Assert.That(waits, Is.EqualTo(1));
        Forget(key);
    }

    [Test]
    public async Task TakeAsync_WhenItIsAnotherMailbox_ShouldNotWait()
    {
        var locks = new MailboxLocks(TimeProvider.System);
        string[] keys = [$"test-{Guid.NewGuid():N}", $"test-{Guid.NewGuid():N}"];

        using (await locks.TakeAsync(keys[0], () => Assert.Fail("Nobody holds it."), CancellationToken.None))
        using (await locks.TakeAsync(keys[1], () => Assert.Fail("Nobody holds it."), CancellationToken.None))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(PathOf(keys[0])), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        }

        keys.ToList().ForEach(Forget);
    }

    [Test]
    public async Task TakeAsync_WhenTheCopyIsCalledOffMeanwhile_ShouldGiveUp()
    {
        var (locks, key) = (new MailboxLocks(TimeProvider.System), $"test-{Guid.NewGuid():N}");
        using var stop = new CancellationTokenSource();
        using (await locks.TakeAsync(key, () => Assert.Fail("Nobody holds it."), CancellationToken.None))
        {
            Assert.That(() => locks.TakeAsync(key, stop.Cancel, stop.Token).WaitAsync(Deadline), Throws.InstanceOf<OperationCanceledException>());
        }

        Forget(key);
    }

    private static string PathOf(string key) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "hosting-migrations", "locks", $"{key}.lock");

    private static void Forget(string key) => File.Delete(PathOf(key));
}
