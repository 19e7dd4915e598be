using System.Reflection;
using Hosting.Migrations.Cli;
using Hosting.Migrations.Domain.Migrations;
using NetArchTest.Rules;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Holds the direction of the arrows: Api, Cli, Infrastructure and Imap point to Application, Application to Domain, Domain to nothing.</summary>
public sealed class LayerTests
{
    private const string Root = "Hosting.Migrations";

    private static readonly Assembly DomainLayer = typeof(Migration).Assembly;
    private static readonly Assembly ApplicationLayer = typeof(Application.IUnitOfWork).Assembly;
    private static readonly Assembly ImapLayer = typeof(Imap.DependencyInjection).Assembly;
    private static readonly Assembly InfrastructureLayer = typeof(Infrastructure.DependencyInjection).Assembly;
    private static readonly Assembly ApiLayer = typeof(Program).Assembly;

    private static readonly Assembly CliLayer = typeof(CommandRunner).Assembly;

    private static readonly Assembly[] Layers = [DomainLayer, ApplicationLayer, ImapLayer, InfrastructureLayer, ApiLayer, CliLayer];

    [Test]
    public void Domain_WhenItReferencesAnything_ShouldReferenceTheBaseLibraryAlone() =>
        Assert.That(ReferencesOf(DomainLayer), Has.All.StartsWith("System."));

    [Test]
    public void Application_WhenItReferencesAnything_ShouldKnowNeitherDatabaseNorHttpNorMail() =>
        Assert.That(
            ReferencesOf(ApplicationLayer),
            Has.None.StartsWith("Microsoft.EntityFrameworkCore").And.None.StartsWith("Microsoft.AspNetCore").And.None.StartsWith("Npgsql")
                .And.None.StartsWith("MailKit").And.None.StartsWith("MimeKit")
                .And.None.EqualTo($"{Root}.Imap").And.None.EqualTo($"{Root}.Infrastructure").And.None.EqualTo($"{Root}.Api"));

    [Test]
    public void Imap_WhenItReferencesAnything_ShouldKnowThePortAndTheMailLibraryAlone() =>
        Assert.That(
            ReferencesOf(ImapLayer).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)),
            Is.SubsetOf(new[]
            {
                $"{Root}.Application", $"{Root}.Domain", "MailKit", "MimeKit",
                "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
            }));

    [Test]
    public void Imap_WhenItUsesTheApplication_ShouldUseItsRoomForMailboxesAlone()
    {
        var rooms = Types.InAssembly(ApplicationLayer).GetTypes().Select(type => type.Namespace).OfType<string>().Distinct()
            .Except([$"{Root}.Application.Mailboxes", $"{Root}.Application.Errors"]).Where(room => room != $"{Root}.Application").ToArray();

        Assert.That(Types.InAssembly(ImapLayer).That().HaveDependencyOnAny(rooms).GetTypes().Select(type => type.FullName), Is.Empty);
    }

    [Test]
    public void MailLibrary_WhenItIsUsed_ShouldBeUsedByImapAlone() =>
        Assert.That(Layers.Except([ImapLayer]).Where(layer => ReferencesOf(layer).Any(name => name is "MailKit" or "MimeKit")), Is.Empty);

    // IMAP is spoken by ourselves; what the library knows better is how passwords are said.
    [Test]
    public void MailLibrary_WhenImapUsesIt_ShouldBeUsedToLogInAlone()
    {
        var users = Types.InAssembly(ImapLayer).That().HaveDependencyOn("MailKit").GetTypes().Select(type => type.FullName!.Split('/', '+')[0]).Distinct().ToList();

        Assert.That(users, Is.EquivalentTo(new[] { $"{Root}.Imap.Connections.Login", $"{Root}.Imap.Connections.MailClient" }));
        Assert.That(Types.InAssembly(ImapLayer).That().HaveDependencyOnAny("MailKit.Net", "MailKit.IMailFolder").GetTypes(), Is.Empty);
    }

    [Test]
    public void Sessions_WhenTheyUseTheEngine_ShouldUseNeitherConnectionsNorWhatCopies() =>
        Assert.That(
            Types.InAssembly(ImapLayer).That().ResideInNamespace($"{Root}.Imap.Sessions")
                .And().HaveDependencyOnAny($"{Root}.Imap.Connections", $"{Root}.Imap.Wire", $"{Root}.Imap.Copying", $"{Root}.Imap.Folders")
                .GetTypes().Select(type => type.FullName),
            Is.Empty);

    // It is another protocol beside IMAP, and neither needs the other.
    [Test]
    public void Maildir_WhenItUsesTheEngine_ShouldUseSessionsAndNotWhatSpeaksImapOrCopies()
    {
        var types = Types.InAssembly(ImapLayer).That().ResideInNamespace($"{Root}.Imap.Maildir");

        Assert.That(types.GetTypes().Where(type => typeof(Imap.DependencyInjection).Assembly.GetType($"{Root}.Imap.Sessions.IMailSession")!.IsAssignableFrom(type)).ToList(), Has.Count.EqualTo(1));
        Assert.That(
            types.And().HaveDependencyOnAny($"{Root}.Imap.Connections", $"{Root}.Imap.Wire", $"{Root}.Imap.Copying", "MailKit").GetTypes().Select(type => type.FullName),
            Is.Empty);
        Assert.That(
            Types.InAssembly(ImapLayer).That().HaveDependencyOn($"{Root}.Imap.Maildir").GetTypes()
                .Where(type => type.Namespace != $"{Root}.Imap.Maildir").Select(type => type.Name),
            Is.EqualTo(new[] { "ConnectorFactory" }));
    }

    [Test]
    public void Copying_WhenItUsesTheEngine_ShouldNotUseConnections() =>
        Assert.That(
            Types.InAssembly(ImapLayer).That().ResideInNamespace($"{Root}.Imap.Copying").And().HaveDependencyOnAny($"{Root}.Imap.Connections", $"{Root}.Imap.Maildir")
                .GetTypes().Select(type => type.FullName),
            Is.Empty);

    [Test]
    public void Infrastructure_WhenItReferencesALayer_ShouldNotReferenceTheApi() =>
        Assert.That(
            ReferencesOf(InfrastructureLayer).Where(name => !name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal)),
            Has.None.EqualTo($"{Root}.Api").And.None.StartsWith("Microsoft.AspNetCore."));

    [Test]
    public void Infrastructure_WhenItUsesImap_ShouldUseTheFormOfCheckpointsAlone()
    {
        var offenders = Types.InAssembly(InfrastructureLayer).That().HaveDependencyOn($"{Root}.Imap").GetTypes()
            .Where(type => type.Namespace != $"{Root}.Infrastructure.Persistence.Checkpoints").Select(type => type.Name);

        Assert.That(offenders, Is.EqualTo(new[] { "DependencyInjection" }));
    }

    [Test]
    public void Api_WhenItTouchesInfrastructure_ShouldDoSoInTheCompositionRootAlone()
    {
        var offenders = Types.InAssembly(ApiLayer).That().HaveDependencyOnAny($"{Root}.Infrastructure", $"{Root}.Imap").GetTypes().Select(type => type.Name);

        Assert.That(offenders, Is.EqualTo(new[] { "Service" }));
    }

    [Test]
    public void Cli_WhenItReferencesAnything_ShouldKnowTheApplicationAndImapAlone()
    {
        var offenders = Types.InAssembly(CliLayer).That().HaveDependencyOn($"{Root}.Imap").GetTypes().Select(type => type.Name);

        Assert.That(offenders, Is.EqualTo(new[] { "MailServices" }));
        Assert.That(
            ReferencesOf(CliLayer),
            Has.None.StartsWith("Microsoft.EntityFrameworkCore").And.None.StartsWith("Microsoft.AspNetCore").And.None.EqualTo($"{Root}.Api").And.None.EqualTo($"{Root}.Infrastructure"));
    }

    [Test]
    public void Controllers_WhenTheyDoAnything_ShouldSendItThroughMediatR()
    {
        var ports = ApplicationLayer.GetTypes().Where(type => type.IsInterface && type.Name.EndsWith("Repository", StringComparison.Ordinal)).Select(type => type.FullName!).ToArray();
        var result = Types.InAssembly(ApiLayer).That().ResideInNamespace($"{Root}.Api.Controllers")
            .ShouldNot().HaveDependencyOnAny(["Microsoft.EntityFrameworkCore", "AutoMapper", .. ports])
            .GetResult();

        Assert.That(ports, Has.Length.GreaterThan(5));
        Assert.That(result.IsSuccessful, Is.True, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Test]
    public void Classes_WhenNothingDerivesFromThem_ShouldBeSealed()
    {
        var types = Layers.SelectMany(layer => layer.GetTypes()).ToList();
        var open = types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }
            && type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
            && !IsGenerated(type)
            && !type.Name.Contains('<', StringComparison.Ordinal)
            && types.TrueForAll(other => other.BaseType != type));

        Assert.That(open.Select(type => type.FullName), Is.Empty);
    }

    [Test]
    public void Infrastructure_WhenItHasTypes_ShouldShowItsRegistrationAndSettingsAlone() =>
        Assert.That(
            InfrastructureLayer.GetExportedTypes().Where(type => !IsGenerated(type)).Select(type => type.Name),
            Is.EquivalentTo(new[] { "DependencyInjection", "DatabaseProvider" }));

    [Test]
    public void Imap_WhenItHasTypes_ShouldShowItsRegistrationAlone() =>
        Assert.That(ImapLayer.GetExportedTypes().Select(type => type.Name), Is.EqualTo(new[] { "DependencyInjection" }));

    // The steps of a database's schema, which its tools write.
    private static bool IsGenerated(Type type) =>
        type.Namespace!.StartsWith($"{Root}.Infrastructure.Persistence.Providers.", StringComparison.Ordinal) && type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal);

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
