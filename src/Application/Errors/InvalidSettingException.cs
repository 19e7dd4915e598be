namespace Hosting.Migrations.Application.Errors;

/// <summary>A setting stops the start.</summary>
/// <param name="setting">The setting's key in the configuration, such as <c>Database:Provider</c>.</param>
/// <param name="problem">What is wrong with it, to be read after the key.</param>
public sealed class InvalidSettingException(string setting, string problem)
    : Exception($"Setting {setting} (environment variable {setting.Replace(":", "__", StringComparison.Ordinal)}) {problem}.");
