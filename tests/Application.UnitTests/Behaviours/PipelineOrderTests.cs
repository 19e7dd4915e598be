using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.UnitTests.Fakes;

namespace Hosting.Migrations.Application.UnitTests.Behaviours;

internal sealed class PipelineOrderTests
{
    private Pipeline _pipeline = null!;

    [SetUp]
    public void SetUp() => _pipeline = new Pipeline();

    [TearDown]
    public void TearDown() => _pipeline.Dispose();

    [Test]
    public async Task Send_WhenAllowedAndValid_ShouldAnswer() =>
        Assert.That(await _pipeline.SendAsync(new Guarded("long enough")), Is.EqualTo("answer"));

    [Test]
    public void Send_WhenForbiddenAndInvalid_ShouldThrowForbidden() =>
        Assert.That(() => _pipeline.SendAsync(new Guarded("abc", IsAllowed: false)), Throws.TypeOf<ForbiddenException>());

    [Test]
    public void Send_WhenForbidden_ShouldNotValidate()
    {
        Assert.That(() => _pipeline.SendAsync(new Guarded("abc", IsAllowed: false)), Throws.Exception);

        Assert.That(_pipeline.Validator.Asked, Is.False);
    }

    [Test]
    public void Send_WhenInvalid_ShouldNotReachHandler() =>
        Assert.That(() => _pipeline.SendAsync(new Guarded("abc", Fails: true)), Refused.With("password", "is too short"));
}
