using System.Reflection;
using Hosting.Migrations.Cli;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure;
using NetArchTest.Rules;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Holds the direction of the arrows: Api, Cli and Infrastructure point to Application, Application to Domain, Domain to nothing.</summary>
public sealed class LayerTests
{
    private const string Root = "Hosting.Migrations";

    private static readonly Assembly DomainLayer = typeof(Migration).Assembly;
    private static readonly Assembly ApplicationLayer = typeof(Application.IUnitOfWork).Assembly;
    private static readonly Assembly InfrastructureLayer = typeof(DependencyInjection).Assembly;
    private static readonly Assembly ApiLayer = typeof(Program).Assembly;

    private static readonly Assembly CliLayer = typeof(CommandRunner).Assembly;

    private static readonly Assembly[] Layers = [DomainLayer, ApplicationLayer, InfrastructureLayer, ApiLayer, CliLayer];

    [Test]
    public void Domain_WhenItReferencesAnything_ShouldReferenceTheBaseLibraryAlone() =>
        Assert.That(ReferencesOf(DomainLayer), Has.All.StartsWith("System."));

    [Test]
    public void Application_WhenItReferencesAnything_ShouldKnowNeitherDatabaseNorHttp() =>
        Assert.That(
            ReferencesOf(ApplicationLayer),
            Has.None.StartsWith("Microsoft.EntityFrameworkCore").And.None.StartsWith("Microsoft.AspNetCore").And.None.StartsWith("Npgsql")
                .And.None.EqualTo($"{Root}.Infrastructure").And.None.EqualTo($"{Root}.Api"));

    [Test]
    public void Infrastructure_WhenItReferencesALayer_ShouldNotReferenceTheApi() =>
        Assert.That(
            ReferencesOf(InfrastructureLayer).Where(name => !name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal)),
            Has.None.EqualTo($"{Root}.Api").And.None.StartsWith("Microsoft.AspNetCore."));

    [Test]
    public void Api_WhenItTouchesInfrastructure_ShouldDoSoInTheCompositionRootAlone()
    {
        var offenders = Types.InAssembly(ApiLayer).That().HaveDependencyOn($"{Root}.Infrastructure").GetTypes().Select(type => type.Name);

        Assert.That(offenders, Is.EqualTo(new[] { "Service" }));
    }

    [Test]
    public void Cli_WhenItReferencesAnything_ShouldKnowNeitherDatabaseNorHttp()
    {
        var offenders = Types.InAssembly(CliLayer).That().HaveDependencyOn($"{Root}.Infrastructure").GetTypes().Select(type => type.Name);

        Assert.That(offenders, Is.EqualTo(new[] { "MailServices" }));
        Assert.That(
            ReferencesOf(CliLayer),
            Has.None.StartsWith("Microsoft.EntityFrameworkCore").And.None.StartsWith("Microsoft.AspNetCore").And.None.EqualTo($"{Root}.Api"));
    }

    [Test]
    public void Controllers_WhenTheyDoAnything_ShouldSendItThroughMediatR()
    {
        var result = Types.InAssembly(ApiLayer).That().ResideInNamespace($"{Root}.Api.Controllers")
            .ShouldNot().HaveDependencyOnAny("Microsoft.EntityFrameworkCore", "AutoMapper", $"{Root}.Application.Customers.ICustomerRepository", $"{Root}.Application.Migrations.IMigrationRepository")
            .GetResult();

        Assert.That(result.IsSuccessful, Is.True, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Test]
    public void Classes_WhenNothingDerivesFromThem_ShouldBeSealed()
    {
        var types = Layers.SelectMany(layer => layer.GetTypes()).ToList();
        var open = types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }
            && type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
            && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)
            && !type.Name.Contains('<', StringComparison.Ordinal)
            && types.TrueForAll(other => other.BaseType != type));

        Assert.That(open.Select(type => type.FullName), Is.Empty);
    }

    [Test]
    public void Infrastructure_WhenItHasTypes_ShouldShowItsRegistrationAndSettingsAlone()
    {
        var shown = InfrastructureLayer.GetExportedTypes()
            .Where(type => !type.Namespace!.EndsWith(".Migrations", StringComparison.Ordinal))
            .Select(type => type.Name);

        Assert.That(shown, Is.EquivalentTo(new[] { "DependencyInjection", "DatabaseProvider" }));
    }

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
