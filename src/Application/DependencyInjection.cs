using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Behaviours;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Connections.Tokens;
using Hosting.Migrations.Application.Idempotency;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Mailboxes.Copy;
using Hosting.Migrations.Application.Mailboxes.Rehearse;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Check;
using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Create.Csv;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Application.Pauses;
using Hosting.Migrations.Application.Security;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Application.Webhooks.Deliver;
using Hosting.Migrations.Application.Webhooks.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.FinishStep;
using Hosting.Migrations.Application.Workers.RunMailbox;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application;

/// <summary>Wires the use cases.</summary>
public static class DependencyInjection
{
    private const string Settings = "Settings are numbers, texts, enumerations and lists of texts, and all of their members are kept.";

    /// <summary>Adds the use cases, their validation and their mapping. The ports have to be added by the caller.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configuration">Holds <see cref="MigrationOptions.Section"/> and <c>AutoMapper:LicenseKey</c>.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMailboxes();
        services.AddOptions<MigrationOptions>()
            .BindConfiguration(MigrationOptions.Section)
            .Validate(
                options => options.LateAfter > TimeSpan.Zero && options.LateAfter <= MigrationOptions.MaxLateAfter,
                $"{MigrationOptions.Section}:{nameof(MigrationOptions.LateAfter)} must be longer than zero, and at most {MigrationOptions.MaxLateAfter.Days} days.")
            .Validate(
                options => options.MaxCsvRows is >= 1 and <= 100_000,
                $"{MigrationOptions.Section}:{nameof(MigrationOptions.MaxCsvRows)} must be between 1 and 100000.")
            .Validate(
                options => options.MaxCsvBytes is >= 1024 and <= 64 * 1024 * 1024,
                $"{MigrationOptions.Section}:{nameof(MigrationOptions.MaxCsvBytes)} must be between 1024 and 67108864.")
            .Validate(
                options => options.MaxUnfinishedMigrations is >= 1 and <= 10_000_000,
                $"{MigrationOptions.Section}:{nameof(MigrationOptions.MaxUnfinishedMigrations)} must be between 1 and 10000000.")
            .Validate(
                options => options.MaxUnfinishedMailboxes is >= 1 and <= 1_000_000_000,
                $"{MigrationOptions.Section}:{nameof(MigrationOptions.MaxUnfinishedMailboxes)} must be between 1 and 1000000000.")
            .ValidateOnStart();

        services.AddChecked<WorkerOptions, WorkerOptionsValidator>(WorkerOptions.Section);
        services.AddSingleton<WorkerIdentity>();
        services.AddChecked<WebhookOptions, WebhookOptionsValidator>(WebhookOptions.Section);
        services.AddChecked<ConnectionOptions, ConnectionOptionsValidator>(ConnectionOptions.Section);
        services.AddSingleton<TokenCache>();
        services.AddSingleton<TokenClerk>();
        services.AddSingleton<ConnectionLogins>();
        services.AddScoped<ConnectionGrants>();
        services.AddSingleton<DeliveryTurns>();
        services.AddScoped<DeliveryAttempt>();
        services.AddScoped<WebhookPost>();
        services.AddScoped<CustomerTurn>();
        services.AddScoped<WebhookTurn>();
        services.AddScoped<ConnectionTurn>();
        services.AddScoped<MailboxNotices>();
        services.AddSingleton<TurnedAway>();
        services.AddSingleton<DatabaseContact>();
        services.AddSingleton<ActiveRuns>();
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<EachAlone>();
        services.AddScoped<QueueAfterwards>();
        services.AddScoped<EndedRuns>();
        services.AddScoped<LoginPause>();
        services.AddScoped<PausesView>();
        services.AddScoped<CurrentOrigin>();
        services.AddOptions<AuditOptions>()
            .BindConfiguration(AuditOptions.Section)
            .Validate(
                options => options.KeepFor is not { } time || time >= AuditOptions.MinKeepFor,
                $"{AuditOptions.Section}:{nameof(AuditOptions.KeepFor)} must be at least {AuditOptions.MinKeepFor.Days} days, or left out.")
            .ValidateOnStart();
        services.AddOptions<SecretOptions>()
            .BindConfiguration(SecretOptions.Section)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.KeyFolder) && options.KeyFolder.IndexOfAny(Path.GetInvalidPathChars()) < 0,
                $"{SecretOptions.Section}:{nameof(SecretOptions.KeyFolder)} must name a folder.")
            .ValidateOnStart();

        services.AddUseCases(typeof(DependencyInjection).Assembly);
        // Building a validator's rules costs more than checking them.
        services.AddValidatorsFromAssembly(typeof(DependencyInjection).Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddAutoMapper(mapper =>
        {
            mapper.LicenseKey = configuration["AutoMapper:LicenseKey"];
            mapper.AddProfile<MigrationProfile>();
            mapper.AddProfile<MigrationResourceProfile>();
        });
        services.AddScoped<ApiTokenAuthenticator>();
        services.AddScoped<MigrationView>();
        services.AddScoped<KnownRequests>();
        services.AddSingleton<CsvUpload>();
        services.AddScoped<IValidationLookup<CreateMigrationCommand>, OwnerLookup>();
        services.AddScoped<IValidationLookup<CheckUploadQuery>, OwnerLookup>();
        services.AddScoped<CustomerLimits>();
        return services;
    }

    /// <summary>
    /// Adds the use cases that need no database, <see cref="CopyMailboxCommand"/> and <see cref="RehearseMailboxQuery"/>, and finds nothing by reflection, so that they
    /// work in a program of machine code. The ports have to be added by the caller.
    /// </summary>
    /// <param name="services">Where to add it.</param>
    public static IServiceCollection AddMailboxCopy(this IServiceCollection services)
    {
        services.AddMailboxes();
        services.AddMediator();
        services.AddTransient<IRequestHandler<CopyMailboxCommand, CopyOutcome>, CopyMailboxCommandHandler>();
        services.AddTransient<IPipelineBehavior<CopyMailboxCommand, CopyOutcome>, ValidationBehaviour<CopyMailboxCommand, CopyOutcome>>();
        services.AddSingleton<IValidator<CopyMailboxCommand>, CopyMailboxValidator>();
        services.AddTransient<IRequestHandler<RehearseMailboxQuery, RehearsalOutcome>, RehearseMailboxQueryHandler>();
        services.AddTransient<IPipelineBehavior<RehearseMailboxQuery, RehearsalOutcome>, ValidationBehaviour<RehearseMailboxQuery, RehearsalOutcome>>();
        services.AddSingleton<IValidator<RehearseMailboxQuery>, RehearseMailboxValidator>();
        return services;
    }

    private static void AddMailboxes(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddChecked<MailboxCopyOptions, MailboxCopyOptionsValidator>(MailboxCopyOptions.Section);
        services.AddChecked<DestinationOptions, DestinationOptionsValidator>(DestinationOptions.Section);
        services.AddChecked<SourceAddressOptions, SourceAddressOptionsValidator>(SourceAddressOptions.Section);
        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<SourcePorts>();
        services.AddSingleton<ConfiguredDestination>();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Settings)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Settings)]
    private static void AddChecked<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TOptions,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
