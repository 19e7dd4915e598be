using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Domain.Migrations;

/// <summary>
/// One CSV file's worth of mailboxes on their way to the platform. It changes through named transitions only;
/// <see cref="MigrationLifeCycle"/> says which is legal when.
/// </summary>
public sealed partial class Migration
{
    private readonly List<MigrationResource> _resources = [];

    private Migration() => Owner = Code = CsvFileName = OriginalCsvFileName = SearchableText = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The key of the customer that owns the migration.</summary>
    public long CustomerId { get; private set; }

    /// <summary>The code of the customer that owns the migration.</summary>
    public string Owner { get; private set; }

    /// <summary>The code by which API clients name the migration. See <see cref="MigrationCode"/>.</summary>
    public string Code { get; private set; }

    /// <summary>The name under which the service keeps the CSV file.</summary>
    public string CsvFileName { get; private set; }

    /// <summary>The name under which the client uploaded the CSV file.</summary>
    public string OriginalCsvFileName { get; private set; }

    /// <summary>The size of the CSV file in bytes.</summary>
    public int CsvFileSize { get; private set; }

    /// <summary>The kind of source server.</summary>
    public Preset Preset { get; private set; }

    /// <summary>Where the migration stands.</summary>
    public MigrationStatus Status { get; private set; }

    /// <summary>The step that <see cref="Status"/> speaks of; null while waiting for a slot.</summary>
    public MigrationStep? Step { get; private set; }

    /// <summary>Whether the latest run of any resource ended in an error or a crash.</summary>
    public bool ResourcesHasErrors { get; private set; }

    /// <summary>Whether an admin made the first execution due.</summary>
    public bool AdminFirstExecutionOverride { get; private set; }

    /// <summary>Whether an admin made the second execution due.</summary>
    public bool AdminSecondExecutionOverride { get; private set; }

    /// <summary>How many resources the migration has.</summary>
    public int ResourceCount { get; private set; }

    /// <summary>Whether the client asked for the first execution as soon as validation is over.</summary>
    public bool ExecuteNow { get; private set; }

    /// <summary>When the migration was created, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the migration last changed, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the first execution is or was due, in UTC; null until validation is over if it is to run at once.</summary>
    public DateTimeOffset? FirstExecutionDate { get; private set; }

    /// <summary>When the second execution is or was due, in UTC; null = none is planned.</summary>
    public DateTimeOffset? SecondExecutionDate { get; private set; }

    /// <summary>Only messages received on or after this moment are copied; null = all.</summary>
    public DateTimeOffset? FromDate { get; private set; }

    /// <summary>When the migration was called off, in UTC; null if it was not, or has been taken up again since.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Since when the migration is paused, in UTC; null if it is not.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>When the migration ended, in UTC; null if it has not, or ended before that was written down.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The greatest row that a resource has or had, so that no code is given twice; 0 = that of the resources there are.</summary>
    public int LastRow { get; private set; }

    /// <summary>What a search looks through. See <see cref="SearchText"/>.</summary>
    public string SearchableText { get; private set; }

    /// <summary>The mailboxes, in the file's order; empty where the migration was read without them.</summary>
    public IReadOnlyList<MigrationResource> Resources => _resources;

    /// <summary>Whether the migration was called off. While runs are still under way, they are about to stop.</summary>
    public bool IsCancelled => CancelledAt is not null;

    /// <summary>Whether the migration is paused: no run begins before it is resumed.</summary>
    public bool IsPaused => PausedAt is not null;

    /// <summary>The status and the step that it speaks of.</summary>
    public MigrationState State => new(Status, Step);

    /// <summary>Whether the migration may be deleted now.</summary>
    public bool CanDelete => MigrationLifeCycle.Allows(State, MigrationTransition.Delete);

    /// <summary>When the execution that has not started yet, but comes next, is due; null where none comes or its date is still open.</summary>
    public DateTimeOffset? NextExecutionDate => (Status, Step) switch
    {
        (MigrationStatus.Validating or MigrationStatus.ToSchedule, _) => FirstExecutionDate,
        (MigrationStatus.Scheduled, MigrationStep.FirstExecution) => FirstExecutionDate,
        (MigrationStatus.Scheduled, MigrationStep.SecondExecution) => SecondExecutionDate,
        (MigrationStatus.Running, MigrationStep.FirstExecution) => SecondExecutionDate,
        _ => null,
    };

    /// <summary>Makes a migration that is about to be validated.</summary>
    /// <param name="owner">The stored customer that owns it.</param>
    /// <param name="code">See <see cref="MigrationCode"/>.</param>
    /// <param name="csvFile">The uploaded file.</param>
    /// <param name="preset">The kind of source server.</param>
    /// <param name="plan">When it is to be executed.</param>
    /// <param name="mailboxes">At least one, each in one of the owner's domains.</param>
    /// <param name="now">The moment of creation.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public static Migration Create(
        Customer owner, string code, CsvFile csvFile, Preset preset, ExecutionPlan plan, IReadOnlyCollection<Mailbox> mailboxes, DateTimeOffset now)
    {
        if (!MigrationCode.IsValid(code))
        {
            throw new ArgumentException($"'{code}' is not a migration code.", nameof(code));
        }

        csvFile.EnsureValid();
        plan.EnsureValid(now);
        EnsureOwned(owner, mailboxes);
        now = now.ToUniversalTime();
        var migration = new Migration
        {
            CustomerId = owner.Id,
            Owner = owner.Code,
            Code = code,
            CsvFileName = csvFile.Name,
            OriginalCsvFileName = csvFile.OriginalName,
            CsvFileSize = csvFile.Size,
            Preset = preset,
            Status = MigrationLifeCycle.Initial.Status,
            Step = MigrationLifeCycle.Initial.Step,
            ResourceCount = mailboxes.Count,
            ExecuteNow = plan.ExecuteNow,
            CreatedAt = now,
            UpdatedAt = now,
            FirstExecutionDate = plan.ExecuteNow ? null : plan.FirstExecutionDate?.ToUniversalTime(),
            SecondExecutionDate = plan.SecondExecutionDate?.ToUniversalTime(),
            SecondExecutionEvery = plan.Repetition?.Hours,
            SecondExecutionUntil = plan.Repetition?.Until.ToUniversalTime(),
            FromDate = plan.FromDate?.ToUniversalTime(),
            SearchableText = SearchText.Of(code, csvFile.Name, csvFile.OriginalName, EnumText<Preset>.ToText(preset), owner.Code),
        };
        migration.Choose(plan.Selection ?? MailSelection.All);
        migration._resources.AddRange(mailboxes.Select((mailbox, index) => new MigrationResource(code, index + 1, mailbox, now)));
        return migration;
    }

    private static void EnsureOwned(Customer owner, IReadOnlyCollection<Mailbox> mailboxes)
    {
        if (mailboxes.Count == 0)
        {
            throw new ArgumentException("A migration needs at least one mailbox.", nameof(mailboxes));
        }

        if (mailboxes.FirstOrDefault(mailbox => !owner.OwnsMailbox(mailbox.LocalEmail)) is { } foreign)
        {
            throw new ArgumentException($"{foreign.LocalEmail} is not in a domain of customer {owner.Code}.", nameof(mailboxes));
        }
    }
}
