namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Something was asked of a migration that its state does not allow. The migration is unchanged.</summary>
public sealed class IllegalTransitionException : InvalidOperationException
{
    /// <summary>Says which transition was refused in which state.</summary>
    /// <param name="from">The state of the migration.</param>
    /// <param name="transition">The transition that was asked for.</param>
    public IllegalTransitionException(MigrationState from, MigrationTransition transition)
        : base($"{transition} is not possible while the migration is {from}.") =>
        (From, Transition) = (from, transition);

    /// <summary>The state of the migration.</summary>
    public MigrationState From { get; }

    /// <summary>The transition that was asked for.</summary>
    public MigrationTransition Transition { get; }
}
