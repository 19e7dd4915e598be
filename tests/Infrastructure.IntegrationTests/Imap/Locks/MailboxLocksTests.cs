using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Locks;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Locks;

public sealed class MailboxLocksTests
{
    // The platform's server has two names and an address of each family; the last of them is also another's, which has a second one.
    private static readonly Dictionary<string, string[]> Addresses = new()
    {
        ["mail.example.com"] = ["192.0.2.1", "2001:db8::1"],
        ["imap.example.com"] = ["2001:db8::1", "192.0.2.1"],
        ["some.example.com"] = ["192.0.2.2", "192.0.2.1"],
        ["other.example.com"] = ["192.0.2.9"],
    };

    private static readonly MailAccount Mailbox = At("mail.example.com");

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
        var first = await locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None);

        var second = locks.TakeAsync(Mailbox, told.Add, CancellationToken.None);
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
        var (first, second) = (await ShareAsync(locks, Mailbox), await ShareAsync(locks, Mailbox));
        Assert.That((first?.Problem, second?.Problem), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(second, Is.Not.Null, "Workers don't keep one another out.");

        var alone = locks.TakeAsync(Mailbox, told.Add, CancellationToken.None);
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

        using (await locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None))
        {
            Assert.That(await ShareAsync(locks, Mailbox), Is.Null);
            using var other = await ShareAsync(locks, At("other.example.com"));
            Assert.That(other, Is.Not.Null);
        }

        using var after = await ShareAsync(locks, Mailbox);
        Assert.That(after, Is.Not.Null);
    }

    [Test]
    public async Task TakeAsync_WhenTheCopyIsCalledOffMeanwhile_ShouldGiveUp()
    {
        var locks = Open();
        using var stop = new CancellationTokenSource();
        using var held = await locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None);

        Assert.That(() => locks.TakeAsync(Mailbox, _ => stop.Cancel(), stop.Token).WaitAsync(Deadline), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task TakeAsync_WhenThereIsNoPlaceForLocks_ShouldGoOnAndSaySo([Values(null, "/proc", "/no/such/folder")] string? folder)
    {
        var locks = new MailboxLocks(TimeProvider.System, folder, new MailboxKeys(Resolve, TimeProvider.System));

        using var alone = await locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None);
        using var beside = await ShareAsync(locks, Mailbox);

        Assert.That(alone.Problem, Is.Not.Null.And.Not.Empty);
        Assert.That(beside!.Problem, Is.EqualTo(alone.Problem).Or.Contains("hosting-migrations-"));
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

    [TestCase("imap.example.com", 993, "anna@example.com", true)]
    [TestCase("some.example.com", 993, "anna@example.com", true)]
    [TestCase("192.0.2.1", 143, "ANNA@example.com", true)]
    [TestCase("2001:db8:0::1", 993, "anna@example.com", true)]
    [TestCase("192.0.2.2", 993, "anna@example.com", false)]
    [TestCase("other.example.com", 993, "anna@example.com", false)]
    [TestCase("unknown.example.com", 993, "anna@example.com", false)]
    [TestCase("imap.example.com", 1993, "anna@example.com", false)]
    [TestCase("imap.example.com", 993, "bert@example.com", false)]
    public async Task TakeAsync_WhenTheServerHasAnotherName_ShouldKeepOutWhoComesByThat(string host, int port, string user, bool isSame)
    {
        var locks = Open();
        var other = At(host, port, user);

        using (await locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None))
        {
            using var beside = await ShareAsync(locks, other);
            Assert.That(beside is null, Is.EqualTo(isSame));
        }

        using var after = await locks.TakeAsync(other, Unexpected, CancellationToken.None);
        Assert.That(after.Problem, Is.Null);
    }

    [TestCase("anna@example.com", "anna", true)]
    [TestCase("anna", "Anna@example.net", true)]
    [TestCase("anna@example.com", "anna@example.net", false)]
    [TestCase("anna", "bert", false)]
    [TestCase("anna@example.com", "bert", false)]
    public async Task TakeAsync_WhenTheServerMayTakeANameWithoutDomainForTheOther_ShouldWaitForIt(string first, string second, bool isSame)
    {
        var (locks, told) = (Open(), new List<string>());
        var held = await locks.TakeAsync(At("mail.example.com", user: first), Unexpected, CancellationToken.None);

        var other = locks.TakeAsync(At("imap.example.com", user: second), told.Add, CancellationToken.None);
        Assert.That(other.IsCompleted, Is.EqualTo(!isSame));
        held.Dispose();

        using var taken = await other.WaitAsync(Deadline);
        Assert.That(taken.Problem, Is.Null);
        Assert.That(told, Has.Count.EqualTo(isSame ? 1 : 0));
    }

    [Test]
    public async Task TryShare_WhenACopyByHandHoldsTheNameWithoutDomain_ShouldNotWait()
    {
        var locks = Open();

        using (await locks.TakeAsync(At("mail.example.com", user: "anna"), Unexpected, CancellationToken.None))
        {
            Assert.That(await ShareAsync(locks, Mailbox), Is.Null);
        }

        using var after = await ShareAsync(locks, Mailbox);
        Assert.That(after, Is.Not.Null);
    }

    [Test]
    public async Task TakeAsync_WhenTheNameDoesNotResolveInTime_ShouldLockByTheName()
    {
        var clock = new FakeTimeProvider();
        var locks = new MailboxLocks(clock, _folder.PathOf("."), new MailboxKeys((_, _) => new TaskCompletionSource<IPAddress[]>().Task, clock));

        var taking = locks.TakeAsync(Mailbox, Unexpected, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(2));

        using var taken = await taking.WaitAsync(Deadline);
        Assert.That(await ShareAsync(Open(), Mailbox), Is.Null);
    }

    private MailboxLocks Open() => new(TimeProvider.System, _folder.PathOf("."), new MailboxKeys(Resolve, TimeProvider.System));

    private static MailAccount At(string host, int port = 993, string user = "anna@example.com") =>
        new(new MailServer(host, port, TransportSecurity.Tls), new MailLogin(user, new Secret("pw")));

    private static Task<MailboxLock?> ShareAsync(MailboxLocks locks, MailAccount mailbox) => locks.TryShareAsync(mailbox, CancellationToken.None);

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address) ? Task.FromResult(new[] { address })
        : Addresses.TryGetValue(host, out var addresses) ? Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))
        : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));

    private static void Unexpected(string holder) => Assert.Fail($"Nobody else holds it: {holder}");
}
