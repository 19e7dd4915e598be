using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Connections.Tokens;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Migrations.Application.UnitTests.Connections;

[TestFixture]
internal sealed class TokenSlotTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private SetClock _clock = null!;
    private TokenSlot _slot = null!;
    private Func<Task<IssuedToken>> _answer = null!;
    private int _asked;

    [SetUp]
    public void Begin()
    {
        _clock = new SetClock();
        _slot = new TokenSlot(_clock, Hold);
        _asked = 0;
        _answer = () => Task.FromResult(new IssuedToken(new Secret($"token-{_asked}"), Life));
    }

    [Test]
    public async Task GetAsync_WhenManyAskAtOnce_ShouldAskOnce()
    {
        var gate = new TaskCompletionSource();
        _answer = async () =>
        {
            await gate.Task;
            return new IssuedToken(new Secret("token"), Life);
        };
        var asking = Enumerable.Range(0, 200).Select(_ => GetAsync()).ToList();

        gate.SetResult();

        Assert.That(await Task.WhenAll(asking), Is.All.EqualTo("token"));
        Assert.That(_asked, Is.EqualTo(1));
    }

    [TestCase(47, "token-1")]
    [TestCase(48, "token-2")]
    [TestCase(600, "token-2")]
    public async Task GetAsync_WhenTimeHasGoneBy_ShouldRenewAtFourFifthsOfTheLife(int seconds, string expected)
    {
        await GetAsync();
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(await GetAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task GetAsync_WhenItCantBeRenewed_ShouldUseItToItsEnd()
    {
        await GetAsync();
        _answer = () => throw new AccessTokenException("down", CopyFault.Connect, mayPass: true);
        _clock.Advance(TimeSpan.FromSeconds(50));

        Assert.That((await GetAsync(), await GetAsync(), _asked), Is.EqualTo(("token-1", "token-1", 2)), "Nor is it asked for again at once.");
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That(GetAsync, Throws.TypeOf<AccessTokenException>().With.Property(nameof(AccessTokenException.Fault)).EqualTo(CopyFault.Connect));
    }

    [Test]
    public async Task GetAsync_WhenItWasRefused_ShouldNotAskAgainForAWhile()
    {
        _answer = () => throw new AccessTokenException("no consent", CopyFault.ConsentMissing);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(GetAsync, Throws.TypeOf<AccessTokenException>().With.Message.EqualTo("no consent"));
        }

        Assert.That(_asked, Is.EqualTo(1));
        _answer = () => Task.FromResult(new IssuedToken(new Secret("token"), Life));
        _clock.Advance(Hold);
        Assert.That(await GetAsync(), Is.EqualTo("token"));
    }

    [Test]
    public async Task GetAsync_WhenTheClockIsSet_ShouldNotMind()
    {
        await GetAsync();

        _clock.SetBy = TimeSpan.FromDays(365);

        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
    }

    [TestCase(29, "token-1", Description = "Another would be no better.")]
    [TestCase(30, "token-2")]
    public async Task Drop_WhenAServerHasRefusedTheToken_ShouldAskForAnotherUnlessItIsNew(int seconds, string expected)
    {
        var refused = await _slot.GetAsync(AskAsync);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        _slot.Drop(refused);

        Assert.That(await GetAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Drop_WhenTheRefusedTokenIsNotTheOneHeld_ShouldKeepThatOne()
    {
        await GetAsync();
        _clock.Advance(Hold);

        _slot.Drop(new Secret("token-1"));

        Assert.That(await GetAsync(), Is.EqualTo("token-1"));
    }

    [Test]
    public async Task IsSpent_WhenTheTokenHasExpired_ShouldSaySo()
    {
        await GetAsync();
        Assert.That(_slot.IsSpent, Is.False);

        _clock.Advance(Life);

        Assert.That(_slot.IsSpent, Is.True);
    }

    private async Task<string> GetAsync() => (await _slot.GetAsync(AskAsync)).Reveal();

    private Task<IssuedToken> AskAsync()
    {
        _asked++;
        return _answer();
    }

    /// <summary>A clock that somebody sets: what has gone by since a moment is the same all the same.</summary>
    private sealed class SetClock() : FakeTimeProvider(Moments.Now)
    {
        public TimeSpan SetBy { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + SetBy;

        // The base goes by the time of day.
        public override long GetTimestamp() => base.GetTimestamp() - SetBy.Ticks;
    }
}
