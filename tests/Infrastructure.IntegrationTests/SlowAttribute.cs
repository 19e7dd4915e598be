namespace Hosting.Migrations.Infrastructure.IntegrationTests;

/// <summary>Takes long. The README's command leaves it out; <c>dotnet test --filter TestCategory=Slow</c> and CI run it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SlowAttribute : CategoryAttribute;
