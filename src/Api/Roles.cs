using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Api;

/// <summary>What this process does.</summary>
/// <param name="Api">Whether it answers the API's requests; health is always answered.</param>
/// <param name="Worker">Whether it copies mailboxes.</param>
public sealed record Roles(bool Api, bool Worker)
{
    /// <summary>The setting: the roles, separated by commas. Default: both.</summary>
    public const string Key = "Roles";

    private const string ApiRole = "api";
    private const string WorkerRole = "worker";

    /// <summary>Reads the setting.</summary>
    /// <param name="configuration">Holds <see cref="Key"/>.</param>
    /// <exception cref="InvalidSettingException">The setting names no role, or one that does not exist.</exception>
    public static Roles Read(IConfiguration configuration)
    {
        var text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Roles(Api: true, Worker: true);
        }

        var named = text.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return named.IsSubsetOf([ApiRole, WorkerRole])
            ? new Roles(named.Contains(ApiRole), named.Contains(WorkerRole))
            : throw new InvalidSettingException(Key, $"is '{text}', but must be one or both of: {ApiRole}, {WorkerRole}, separated by a comma");
    }
}
