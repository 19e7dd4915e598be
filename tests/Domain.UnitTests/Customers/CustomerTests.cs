using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.UnitTests.TestData;

namespace Hosting.Migrations.Domain.UnitTests.Customers;

[TestFixture]
internal sealed class CustomerTests
{
    [Test]
    public void Weigh_Always_ShouldTakeTheWeightWhichIsOneBefore()
    {
        var customer = ACustomer.With();
        Assert.That(customer.Weight, Is.EqualTo(1));

        customer.Weigh(Customer.MaxWeight);

        Assert.That(customer.Weight, Is.EqualTo(Customer.MaxWeight));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(Customer.MaxWeight + 1)]
    public void Weigh_WhenOutOfRange_ShouldThrowAndLeaveTheWeight(int weight)
    {
        var customer = ACustomer.With();

        Assert.That(() => customer.Weigh(weight), Throws.TypeOf<ArgumentOutOfRangeException>());

        Assert.That(customer.Weight, Is.EqualTo(1));
    }

    [Test]
    public void ReplaceDomains_Always_ShouldHaveTheseAloneAndKeepThoseThatStay()
    {
        var customer = ACustomer.Owning("a.example", "b.example");
        var kept = customer.Domains.Last();

        customer.ReplaceDomains(["c.example", "B.example."]);

        Assert.That(customer.Domains.Select(domain => domain.Name), Is.EqualTo(new[] { "b.example", "c.example" }));
        Assert.That(customer.Domains.First(), Is.SameAs(kept));
    }

    [Test]
    public void ReplaceDomains_WhenOneIsNamedTwiceOrNone_ShouldThrow()
    {
        Assert.That(() => ACustomer.Owning("a.example").ReplaceDomains(["a.example", "A.example"]), Throws.ArgumentException);
        Assert.That(() => ACustomer.Owning("a.example").ReplaceDomains(["localhost"]), Throws.ArgumentException);
    }

    [Test]
    public void Rename_WhenTheNameIsNone_ShouldThrowAndKeepTheName()
    {
        var customer = ACustomer.With(name: "Example Ltd");

        Assert.That(() => customer.Rename(" "), Throws.ArgumentException);
        Assert.That(customer.Name, Is.EqualTo("Example Ltd"));
    }

    [Test]
    public void Disable_WhenDoneTwice_ShouldKeepTheFirstMomentUntilItIsUndone()
    {
        var customer = ACustomer.With();
        customer.Disable(Moments.Created.Elsewhere());
        customer.Disable(Moments.Created.AddHours(1));
        Assert.That((customer.IsDisabled, customer.DisabledAt), Is.EqualTo((true, (DateTimeOffset?)Moments.Created)));

        customer.Enable();
        Assert.That(customer.IsDisabled, Is.False);
    }

    [Test]
    public void Create_Always_ShouldFoldTheCode() => Assert.That(ACustomer.With(code: "aB_9-z").FoldedCode, Is.EqualTo("AB_9-Z"));

    private static readonly string[] Spelt = ["example.com", "xn--bcher-kva.example"];

    [Test]
    public void Create_Always_ShouldKeepWhatItWasGiven()
    {
        var customer = ACustomer.With(code: "C7", name: "Seven Ltd");

        Assert.That((customer.Code, customer.Name), Is.EqualTo(("C7", "Seven Ltd")));
    }

    [Test]
    public void Create_WhenTheClockIsElsewhere_ShouldKeepTheMomentInUtc()
    {
        var customer = ACustomer.With(createdAt: Moments.Created.Elsewhere());

        Assert.That((customer.CreatedAt.DateTime, customer.CreatedAt.Offset), Is.EqualTo((Moments.Created.DateTime, TimeSpan.Zero)));
    }

    [Test]
    public void Create_WhenTheNameHasOuterSpaces_ShouldTrimIt() => Assert.That(ACustomer.With(name: "  Example Ltd ").Name, Is.EqualTo("Example Ltd"));

    [Test]
    public void Create_Always_ShouldKeepTheDomainsInTheirOneSpelling() =>
        Assert.That(
            ACustomer.Owning("Example.COM.", "b\u00FCcher.example").Domains.Select(domain => domain.Name),
            Is.EqualTo(Spelt));

    [TestCase("")]
    [TestCase("C 1")]
    [TestCase("C1001\n")]
    public void Create_WhenTheCodeIsInvalid_ShouldThrow(string code) =>
        Assert.That(() => ACustomer.With(code: code), Throws.ArgumentException.With.Property(nameof(ArgumentException.ParamName)).EqualTo("code"));

    [TestCase("")]
    [TestCase(" \t\n")]
    public void Create_WhenTheNameIsBlank_ShouldThrow(string name) =>
        Assert.That(() => ACustomer.With(name: name), Throws.ArgumentException.With.Property(nameof(ArgumentException.ParamName)).EqualTo("name"));

    [Test]
    public void Create_WhenTheNameIsLongest_ShouldPass() =>
        Assert.That(() => ACustomer.With(name: new string('n', Customer.MaxNameLength)), Throws.Nothing);

    [Test]
    public void Create_WhenTheNameIsTooLong_ShouldThrow() =>
        Assert.That(() => ACustomer.With(name: new string('n', Customer.MaxNameLength + 1)), Throws.ArgumentException);

    [TestCase("localhost")]
    [TestCase("info@example.com")]
    public void Create_WhenADomainIsInvalid_ShouldThrow(string domain) =>
        Assert.That(() => ACustomer.Owning("example.com", domain), Throws.ArgumentException.With.Message.Contains(domain));

    [TestCase("example.com", "example.com")]
    [TestCase("example.com", "EXAMPLE.com.")]
    [TestCase("b\u00FCcher.example", "xn--bcher-kva.example")]
    public void Create_WhenADomainIsNamedTwice_ShouldThrow(string one, string two) =>
        Assert.That(() => ACustomer.Owning(one, two), Throws.ArgumentException.With.Message.Contains("twice"));

    [TestCase("info@example.com")]
    [TestCase("INFO@EXAMPLE.COM")]
    [TestCase("info+tag@example.com")]
    [TestCase("info@example.org")]
    [TestCase("info@b\u00FCcher.example")]
    [TestCase("info@B\u00DCCHER.example")]
    [TestCase("info@xn--bcher-kva.example")]
    [TestCase("info@XN--BCHER-KVA.example")]
    public void OwnsMailbox_WhenInOneOfTheDomains_ShouldBeTrue(string email) =>
        Assert.That(ACustomer.Owning("example.com", "Example.ORG", "b\u00FCcher.example").OwnsMailbox(email), Is.True);

    [TestCase("")]
    [TestCase("@")]
    [TestCase("info")]
    [TestCase("info@")]
    [TestCase("example.com")]
    [TestCase("@example.com")]
    [TestCase("info@foreign.test")]
    [TestCase("info@sub.example.com")]
    [TestCase("info@com")]
    [TestCase("info@notexample.com")]
    [TestCase("info@example.com.foreign.test")]
    [TestCase("info@example.com@foreign.test")]
    [TestCase("info@example.com@")]
    [TestCase("boss@foreign.test@example.com")]
    [TestCase("\"boss@foreign.test\"@example.com")]
    [TestCase("a b@example.com")]
    [TestCase("a\r\n@example.com")]
    [TestCase("a\0@example.com")]
    [TestCase("info@ example.com")]
    [TestCase("info@example.com ")]
    [TestCase("info@example.com\n")]
    [TestCase("info@ex\u0430mple.com")]
    public void OwnsMailbox_WhenAnywhereElse_ShouldBeFalse(string email) => Assert.That(ACustomer.Owning("example.com").OwnsMailbox(email), Is.False);

    [Test]
    public void OwnsMailbox_WhenTheCustomerOwnsNoDomain_ShouldBeFalse() => Assert.That(ACustomer.Owning().OwnsMailbox("info@example.com"), Is.False);

    [TestCase("a\tb")]
    [TestCase("a\nb")]
    [TestCase("\0")]
    public void Create_WhenTheNameHasAControlCharacter_ShouldThrow(string name) =>
        Assert.That(() => Customer.Create("C1", name, [], DateTimeOffset.UnixEpoch), Throws.ArgumentException);
}
