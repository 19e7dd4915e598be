namespace Hosting.Migrations.Application.Security;

/// <summary>A request with a secret that is to be stored, which only a process with the keys of all others may seal.</summary>
public interface ISealsSecrets;
