using System.Text.Json.Nodes;
using Hosting.Migrations.Api.FunctionalTests.OpenApi;
using Hosting.Migrations.Api.FunctionalTests.Support;

namespace Hosting.Migrations.Api.FunctionalTests.Architecture;

/// <summary>Holds the files for containers to what can be checked without a container engine.</summary>
public sealed class DeploymentFilesTests
{
    private static readonly JsonNode Compose = Yaml.Read(Repository.File("docker-compose.yml"));
    private static readonly string[] Dockerfile = File.ReadAllLines(Repository.File("Dockerfile"));

    [Test]
    public void Compose_WhenRead_ShouldStartTheApiAfterTheSchemaAfterTheDatabase()
    {
        Assert.That(Services().Select(service => service.Key), Is.EquivalentTo(new[] { "database", "schema", "api", "worker" }));
        Assert.That($"{Compose["services"]!["api"]!["depends_on"]!["schema"]!["condition"]}", Is.EqualTo("service_completed_successfully"));
        Assert.That($"{Compose["services"]!["worker"]!["depends_on"]!["schema"]!["condition"]}", Is.EqualTo("service_completed_successfully"));
        Assert.That($"{Compose["services"]!["schema"]!["depends_on"]!["database"]!["condition"]}", Is.EqualTo("service_healthy"));
    }

    [Test]
    public void Compose_WhenItRunsTheProgram_ShouldConfigureItForTheDatabaseService()
    {
        var settings = Compose["services"]!["schema"]!["environment"]!;

        Assert.That($"{settings["Database__Provider"]}", Is.EqualTo("PostgreSql"));
        Assert.That($"{settings["ConnectionStrings__Migrations"]}", Does.StartWith("Host=database;Database=migrations;Username=migrations;"));
        Assert.That($"{Compose["services"]!["database"]!["environment"]!["POSTGRES_DB"]}", Is.EqualTo("migrations"));
    }

    [Test]
    public void Compose_WhenItNamesVolumesOrPorts_ShouldDeclareThemAndStayLocal()
    {
        var named = Services()
            .SelectMany(service => service.Value!["volumes"]?.AsArray() ?? [])
            .Select(volume => $"{volume}".Split(':')[0])
            .Distinct();
        var ports = Services().SelectMany(service => service.Value!["ports"]?.AsArray() ?? []).Select(port => $"{port}");

        Assert.That(named, Is.SubsetOf(Compose["volumes"]!.AsObject().Select(volume => volume.Key)));
        Assert.That(ports, Is.Not.Empty.And.All.StartsWith("127.0.0.1:"));
    }

    [Test]
    public void Compose_WhenItNeedsThePassword_ShouldTakeItFromTheEnvironment()
    {
        Assert.That($"{Compose["services"]!["database"]!["environment"]!["POSTGRES_PASSWORD"]}", Does.StartWith("${POSTGRES_PASSWORD:?"));
        Assert.That($"{Compose["services"]!["schema"]!["environment"]!["ConnectionStrings__Migrations"]}", Does.Contain(";Password=${POSTGRES_PASSWORD:?"));
    }

    [Test]
    public void Dockerfile_WhenItCopiesFromTheRepository_ShouldCopyWhatIsThere()
    {
        var copied = Dockerfile
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]);

        Assert.That(copied, Is.Not.Empty.And.All.Matches<string>(path => Path.Exists(Repository.File(path))));
    }

    [Test]
    public void Dockerfile_WhenItRestores_ShouldHaveEveryProjectOfTheProgram()
    {
        var projects = Directory.GetFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        Assert.That(projects, Has.All.Matches<string>(project => Array.Exists(Dockerfile, line => line.StartsWith($"COPY {project} ", StringComparison.Ordinal))));
    }

    [Test]
    public void Dockerfile_WhenTheImageRuns_ShouldNotBeRootAndShouldCheckItsHealth()
    {
        Assert.That(Dockerfile, Has.One.EqualTo("USER $APP_UID"));
        var health = Array.FindIndex(Dockerfile, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
        Assert.That(Dockerfile[health + 1].Trim(), Is.EqualTo($"CMD [\"dotnet\", \"{Path.GetFileName(typeof(Program).Assembly.Location)}\", \"health\"]"));
        Assert.That(Dockerfile, Has.One.EqualTo("ENV ASPNETCORE_HTTP_PORTS=8080"));
        Assert.That(Dockerfile, Has.One.EqualTo($"ENTRYPOINT [\"dotnet\", \"{Path.GetFileName(typeof(Program).Assembly.Location)}\"]"));
        Assert.That(Dockerfile.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    private static JsonObject Services() => Compose["services"]!.AsObject();
}
