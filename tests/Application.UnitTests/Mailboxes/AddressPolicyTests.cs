using System.Net;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.UnitTests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.UnitTests.Mailboxes;

public sealed class AddressPolicyTests
{
    private static readonly string[] Platform = ["198.20.0.7", "2600::7"];

    [TestCase("0.0.0.0", "of this network")]
    [TestCase("0.1.2.3", "of this network")]
    [TestCase("10.0.0.1", "private")]
    [TestCase("10.255.255.255", "private")]
    [TestCase("100.64.0.1", "behind a carrier's NAT")]
    [TestCase("100.127.255.255", "behind a carrier's NAT")]
    [TestCase("127.0.0.1", "this machine's own")]
    [TestCase("127.255.0.1", "this machine's own")]
    [TestCase("169.254.169.254", "link-local")]
    [TestCase("172.16.0.1", "private")]
    [TestCase("172.31.255.255", "private")]
    [TestCase("192.0.0.1", "reserved")]
    [TestCase("192.0.2.1", "for documentation")]
    [TestCase("192.168.1.1", "private")]
    [TestCase("198.18.0.1", "for benchmarks")]
    [TestCase("198.19.255.255", "for benchmarks")]
    [TestCase("198.51.100.1", "for documentation")]
    [TestCase("203.0.113.1", "for documentation")]
    [TestCase("224.0.0.1", "multicast")]
    [TestCase("239.255.255.255", "multicast")]
    [TestCase("240.0.0.1", "reserved")]
    [TestCase("255.255.255.255", "the broadcast address")]
    [TestCase("::", "unspecified")]
    [TestCase("::1", "this machine's own")]
    [TestCase("fc00::1", "private")]
    [TestCase("fdff::1", "private")]
    [TestCase("fe80::1", "link-local")]
    [TestCase("fe80::1%2", "link-local")]
    [TestCase("febf::1", "link-local")]
    [TestCase("fec0::1", "private")]
    [TestCase("ff02::1", "multicast")]
    [TestCase("2001:db8::1", "for documentation")]
    [TestCase("3fff::1", "for documentation")]
    [TestCase("2001:2::1", "for benchmarks")]
    [TestCase("64:ff9b:1::1", "private")]
    [TestCase("100::1", "not public")]
    [TestCase("5f00::1", "not public")]
    public void FindRefusal_WhenAnAddressIsNotPublic_ShouldNameTheRule(string address, string rule) =>
        Assert.That(Find(address), Is.EqualTo($"{IPAddress.Parse(address)} is {rule}"));

    [TestCase("::ffff:10.0.0.1", "10.0.0.1", "private")]
    [TestCase("::ffff:169.254.169.254", "169.254.169.254", "link-local")]
    [TestCase("::127.0.0.1", "127.0.0.1", "this machine's own")]
    [TestCase("64:ff9b::10.0.0.1", "10.0.0.1", "private")]
    [TestCase("2002:a9fe:a9fe::1", "169.254.169.254", "link-local")]
    [TestCase("2001:0:7f00:1::1", "127.0.0.1", "this machine's own")]
    [TestCase("2001:0:808:808::f5ff:fffe", "10.0.0.1", "private")]
    public void FindRefusal_WhenSuchAnAddressIsWrapped_ShouldRefuseItToo(string address, string wrapped, string rule) =>
        Assert.That(Find(address), Does.EndWith($"{wrapped}, which is {rule}").Or.EqualTo($"{address} is not public"));

    [TestCase("8.8.8.8")]
    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("126.255.255.255")]
    [TestCase("169.253.255.255")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("192.167.255.255")]
    [TestCase("198.17.255.255")]
    [TestCase("198.20.0.0")]
    [TestCase("223.255.255.255")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("64:ff9b::8.8.8.8")]
    [TestCase("2002:808:808::1")]
    [TestCase("2606:4700::1111")]
    [TestCase("2a00:1450::1")]
    public void FindRefusal_WhenAnAddressIsPublic_ShouldAllowIt(string address) => Assert.That(Find(address), Is.Null);

    [TestCase("10.20.1.1", null)]
    [TestCase("::ffff:10.20.1.1", null)]
    [TestCase("10.20.9.1", "10.20.9.1 is in a network that SourceAddresses:Denied names")]
    [TestCase("10.21.1.1", "10.21.1.1 is private")]
    [TestCase("8.8.8.8", "8.8.8.8 is in a network that SourceAddresses:Denied names")]
    [TestCase("64:ff9b::8.8.8.8", "64:ff9b::808:808 stands for 8.8.8.8, which is in a network that SourceAddresses:Denied names")]
    [TestCase("64:ff9b::10.20.1.1", "64:ff9b::a14:101 stands for 10.20.1.1, which is private")]
    public void FindRefusal_WhenNetworksAreSet_ShouldObeyThem(string address, string? refusal)
    {
        var policy = Policy(new SourceAddressOptions { Allowed = ["10.20.0.0/16"], Denied = ["10.20.9.0/24", "8.8.8.0/24"] });

        var found = policy.FindRefusal(IPAddress.Parse(address));

        Assert.That(found is null, Is.EqualTo(refusal is null), found);
        Assert.That(Words(found), Is.EqualTo(Words(refusal)));
    }

    [TestCase("198.20.0.7", true)]
    [TestCase("::ffff:198.20.0.7", true)]
    [TestCase("64:ff9b::198.20.0.7", true)]
    [TestCase("2600::7", true)]
    [TestCase("198.20.0.8", false)]
    public void FindRefusal_WhenAnAddressIsTheDestinations_ShouldRefuseItUnlessAllowed(string address, bool isRefused)
    {
        IPAddress[] own = [.. Platform.Select(IPAddress.Parse)];
        var allowing = new SourceAddressOptions { Allowed = ["198.20.0.0/16", "2600::/16", "64:ff9b::/96"] };

        Assert.That(Policy(new SourceAddressOptions()).FindRefusal(IPAddress.Parse(address), own), isRefused ? Does.EndWith("is an address of the destination") : Is.Null);
        Assert.That(Policy(allowing).FindRefusal(IPAddress.Parse(address), own), Is.Null);
    }

    [TestCase("SourceAddresses:Allowed:0", "nonsense")]
    [TestCase("SourceAddresses:Denied:0", "10.0.0.0")]
    [TestCase("SourceAddresses:Denied:0", "::ffff:10.0.0.0/104")]
    public void Options_WhenANetworkIsNone_ShouldNameTheSetting(string setting, string value)
    {
        using var application = new TestApplication((setting, value));

        var refusal = Assert.Throws<OptionsValidationException>(() => application.Services.GetRequiredService<AddressPolicy>());

        Assert.That(refusal!.Message, Is.EqualTo($"{setting[..^2]} holds '{value}', but must hold networks such as 10.20.0.0/16 or 2001:db8::/32."));
    }

    [Test]
    public void Options_WhenNetworksAreSet_ShouldReachThePolicy()
    {
        using var application = new TestApplication(("SourceAddresses:Allowed:0", "10.0.0.0/8"), ("SourceAddresses:Allowed:1", "127.0.0.0/8"));

        Assert.That(application.Services.GetRequiredService<AddressPolicy>().FindRefusal(IPAddress.Loopback), Is.Null);
    }

    private static string? Find(string address) => Policy(new SourceAddressOptions()).FindRefusal(IPAddress.Parse(address));

    // How the runtime writes wrapped addresses is its own affair.
    private static string? Words(string? refusal) => refusal?[refusal.IndexOf(' ', StringComparison.Ordinal)..];

    private static AddressPolicy Policy(SourceAddressOptions options) => new(Options.Create(options));
}
