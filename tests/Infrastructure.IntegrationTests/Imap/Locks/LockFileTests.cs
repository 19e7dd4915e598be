using System.Diagnostics;
using System.Runtime.Versioning;
using Hosting.Migrations.Imap.Locks;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Microsoft.Win32.SafeHandles;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Locks;

/// <summary>The file behind a lock, in a folder in which any user may have put something.</summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
public sealed class LockFileTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private TemporaryFolder _folder = null!;

    private string Path => _folder.PathOf("some.lock");

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void TryLock_WhenTheFileIsNotThere_ShouldMakeAnEmptyOneThatAllCanOpen()
    {
        using var file = LockFile.TryLock(Path, isShared: true);

        Assert.That(File.GetUnixFileMode(Path), Is.EqualTo((UnixFileMode)Convert.ToInt32("666", 8)));
        Assert.That(Directory.GetFiles(_folder.PathOf(".")).Select(name => new FileInfo(name)).Select(found => (found.Name, found.Length)), Is.EqualTo(new[] { ("some.lock", 0L) }));
    }

    [Test]
    public void TryLock_WhenManyMakeTheFileAtOnce_ShouldLetOneIn()
    {
        const int Rounds = 500;
        const int Programs = 8;
        for (var round = 0; round < Rounds; round++)
        {
            var (path, start, held) = (_folder.PathOf($"{round}.lock"), new Barrier(Programs), new SafeFileHandle?[Programs]);
            var threads = Enumerable.Range(0, Programs).Select(number => new Thread(() =>
            {
                start.SignalAndWait(Deadline);
                held[number] = LockFile.TryLock(path, isShared: false);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.That(held.Count(file => file is not null), Is.EqualTo(1), $"round {round}");
            Array.ForEach(held, file => file?.Dispose());
            start.Dispose();
        }
    }

    [Test]
    public void TryLock_WhenItHoldsWords_ShouldLeaveThem()
    {
        File.WriteAllText(Path, "words");

        LockFile.TryLock(Path, isShared: false)!.Dispose();

        Assert.That(File.ReadAllText(Path), Is.EqualTo("words"));
    }

    [Test]
    public void TryLock_WhenSomebodyHasPutALinkThere_ShouldNotFollowIt([Values] bool isTargetThere)
    {
        var target = _folder.PathOf("target");
        if (isTargetThere)
        {
            File.WriteAllText(target, "words");
        }

        File.CreateSymbolicLink(Path, target);

        Assert.That(() => LockFile.TryLock(Path, isShared: false), Throws.InstanceOf<IOException>().With.Message.StartsWith(Path));
        Assert.That(File.Exists(target), Is.EqualTo(isTargetThere));
        Assert.That(Directory.GetFileSystemEntries(_folder.PathOf(".")), Has.Length.EqualTo(isTargetThere ? 2 : 1), "Nothing is left over.");
    }

    [Test]
    public async Task TryLock_WhenSomebodyHasPutAPipeThere_ShouldNotWaitForItsOtherEnd()
    {
        using (var made = Process.Start("mkfifo", [Path]))
        {
            await made.WaitForExitAsync();
        }

        var locked = Task.Run(() =>
        {
            using var first = LockFile.TryLock(Path, isShared: false);
            using var second = LockFile.TryLock(Path, isShared: true);
            return (first is not null, second is not null);
        });

        Assert.That(await locked.WaitAsync(Deadline), Is.EqualTo((true, false)));
    }
}
