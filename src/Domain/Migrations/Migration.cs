using Hosting.Migrations.Domain.Customers;

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

    /// <summary>What a search looks through. See <see cref="SearchText"/>.</summary>
    public string SearchableText { get; private set; }

    /// <summary>The mailboxes, in the file's order; empty where the migration was read without them.</summary>
    public IReadOnlyList<MigrationResource> Resources => _resources;

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
        if (mailboxes.Count == 0)
        {
            throw new ArgumentException("A migration needs at least one mailbox.", nameof(mailboxes));
        }

        if (mailboxes.FirstOrDefault(mailbox => !owner.OwnsMailbox(mailbox.LocalEmail)) is { } foreign)
        {
            throw new ArgumentException($"{foreign.LocalEmail} is not in a domain of customer {owner.Code}.", nameof(mailboxes));
        }

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
            FromDate = plan.FromDate?.ToUniversalTime(),
            SearchableText = SearchText.Of(code, csvFile.Name, csvFile.OriginalName, EnumText<Preset>.ToText(preset), owner.Code),
        };
        migration._resources.AddRange(mailboxes.Select((mailbox, index) => new MigrationResource(code, index + 1, mailbox, now)));
        return migration;
    }

    /// <summary>Ends validation: on to a slot if any resource passed its test run, else failed.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not validating.</exception>
    /// <exception cref="InvalidOperationException">A test run is not over.</exception>
    public void FinishValidation(DateTimeOffset now)
    {
        var usable = LoadedResources.Any(resource => resource.IsUsable);
        var transition = usable ? MigrationTransition.PassValidation : MigrationTransition.FailValidation;
        Check(transition);
        EnsureAllFinished(LoadedResources, MigrationStep.TestRun);
        Go(transition, now);
        if (usable && FirstExecutionDate is null)
        {
            FirstExecutionDate = UpdatedAt;
        }
    }

    /// <summary>Takes one of the customer's slots.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration does not wait for a slot.</exception>
    public void Schedule(DateTimeOffset now) => Go(MigrationTransition.Schedule, now);

    /// <summary>Begins the execution that is due.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">The migration is not scheduled.</exception>
    /// <exception cref="InvalidOperationException">The execution is not due yet.</exception>
    public void StartExecution(DateTimeOffset now)
    {
        Check(MigrationTransition.StartExecution);
        if (NextExecutionDate > now)
        {
            throw new InvalidOperationException($"The {Step} of {Code} is not due before {NextExecutionDate:O}.");
        }

        Go(MigrationTransition.StartExecution, now);
    }

    /// <summary>Ends the execution that is under way: on to the second if one is planned, else to the end that the resources have earned.</summary>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">No execution is under way.</exception>
    /// <exception cref="InvalidOperationException">The run of a usable resource is not over.</exception>
    public void FinishExecution(DateTimeOffset now)
    {
        var transition = EndOfExecution();
        Check(transition);
        EnsureAllFinished(LoadedResources.Where(resource => resource.IsUsable), Step!.Value);
        Go(transition, now);
    }

    /// <summary>
    /// Makes an execution due now, as an admin may. The first needs no free slot then. A second without a date is planned,
    /// at the earliest while the first is under way. A first that starts after the second's date leaves the second due as soon
    /// as the first is over.
    /// </summary>
    /// <param name="execution">Which one.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IllegalTransitionException">That execution is under way or done, or its turn has not come.</exception>
    public void ForceExecution(Execution execution, DateTimeOffset now)
    {
        switch (execution)
        {
            case Execution.First:
                Go(MigrationTransition.ForceFirstExecution, now);
                (AdminFirstExecutionOverride, FirstExecutionDate) = (true, UpdatedAt);
                break;
            case Execution.Second:
                Go(MigrationTransition.ForceSecondExecution, now);
                (AdminSecondExecutionOverride, SecondExecutionDate) = (true, UpdatedAt);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(execution), execution, "There are two executions.");
        }
    }

    /// <summary>Makes sure that the migration may be deleted.</summary>
    /// <exception cref="IllegalTransitionException">It is validating or running.</exception>
    public void EnsureCanDelete() => Check(MigrationTransition.Delete);

    /// <summary>Whether the next execution was due before a moment and has not started.</summary>
    /// <param name="threshold">The present moment less the delay that is tolerated.</param>
    public bool IsLate(DateTimeOffset threshold) => NextExecutionDate < threshold;

    private MigrationTransition EndOfExecution()
    {
        if (Step == MigrationStep.FirstExecution && SecondExecutionDate is not null)
        {
            return MigrationTransition.AwaitSecondExecution;
        }

        var succeeded = LoadedResources.Count(resource => resource.Status == ResourceStatus.Success);
        return succeeded == ResourceCount ? MigrationTransition.Complete
            : succeeded > 0 ? MigrationTransition.CompleteWithErrors
            : MigrationTransition.Fail;
    }

    private static void EnsureAllFinished(IEnumerable<MigrationResource> resources, MigrationStep step)
    {
        if (resources.FirstOrDefault(resource => !resource.HasFinished(step)) is { } unfinished)
        {
            throw new InvalidOperationException($"The {step} of {unfinished.Code} is not over.");
        }
    }

    private void Check(MigrationTransition transition) => MigrationLifeCycle.Next(State, transition);

    private void Go(MigrationTransition transition, DateTimeOffset now)
    {
        (Status, Step) = MigrationLifeCycle.Next(State, transition);
        UpdatedAt = now.ToUniversalTime();
    }
}
