using Hosting.Migrations.Application.Migrations.Causes;
using Hosting.Migrations.Application.Migrations.Progress;
using Hosting.Migrations.Application.UnitTests.TestData;
using Hosting.Migrations.Domain.Migrations;
using static Hosting.Migrations.Application.UnitTests.TestData.Moments;

namespace Hosting.Migrations.Application.UnitTests.Migrations;

/// <summary>How far a step has come, and what faults mean.</summary>
public sealed class StepProgressTests
{
    [Test]
    public void Share_WhenMailboxesHaveComeDifferentlyFar_ShouldCountTheirMessages()
    {
        var migration = AMigration.New(mailboxes: 4).LedTo(new MigrationState(MigrationStatus.Running, MigrationStep.FirstExecution));
        migration.StartRun(migration.Resources[0], FirstDue);
        migration.FinishRun(migration.Resources[0], RunProgress.None, null, FirstDue);
        migration.StartRun(migration.Resources[1], FirstDue);
        migration.ReportProgress(migration.Resources[1], new RunProgress(MessagesTotal: 100, MessagesCopied: 40, MessagesSkipped: 10, BytesCopied: 4_000));

        var progress = new StepProgress(migration.Resources, MigrationStep.FirstExecution);

        Assert.That(progress.Mailboxes, Is.EqualTo(new ProgressMailboxesDto(Total: 4, Waiting: 2, Running: 1, Success: 1, Failed: 0)));
        Assert.That(progress.Share, Is.EqualTo((1 + 0.5) / 4));
        Assert.That(progress.SecondsLeftAt(FirstDue.AddSeconds(300)), Is.EqualTo(500));
        Assert.That(progress.Messages.Copied, Is.EqualTo(40));
    }

    [Test]
    public void SecondsLeftAt_WhenNothingIsUnderWay_ShouldNotBeTold()
    {
        var migration = AMigration.New(mailboxes: 2).LedTo(new MigrationState(MigrationStatus.Running, MigrationStep.FirstExecution));
        migration.StartRun(migration.Resources[0], FirstDue);
        migration.FinishRun(migration.Resources[0], RunProgress.None, null, FirstDue);

        Assert.That(new StepProgress(migration.Resources, MigrationStep.FirstExecution).SecondsLeftAt(FirstDue.AddSeconds(300)), Is.Null);
        Assert.That(new StepProgress(migration.Resources, null).Mailboxes.Waiting, Is.EqualTo(2));
    }

    [Test]
    public void For_WhenThereIsAFault_ShouldSayWhatHelps()
    {
        var all = Enum.GetValues<CopyFault>().Select(fault => CauseAdvice.For(fault)).Append(CauseAdvice.For(null)).ToList();

        Assert.That(all.Select(advice => advice.Meaning), Is.Unique);
        Assert.That(all.Select(advice => advice.WhatToDo), Has.All.EndsWith(".").And.All.Not.Empty);
    }
}
