using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

internal static class TestSealer
{
    /// <summary>A sealer by the keys in a folder, which it shares with the processes under test.</summary>
    public static ISecretSealer At(string folder) => new DataProtectionSealer(
        DataProtectionProvider.Create(Directory.CreateDirectory(folder), options => options.SetApplicationName("Hosting.Migrations")));
}
