using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>Mailboxes that were stored before addresses were checked: the upload refuses them today, so a worker has to.</summary>
public sealed class OldAddressTests
{
    [Test]
    public async Task Worker_WhenAStoredAddressHoldsTheMasterSeparator_ShouldRefuseItAndCopyTheOthers()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 2, messages: 10);
        await platform.StartWorkerAsync();

        var code = await platform.CreateAsync(
            new ExecutionPlan(ExecuteNow: true), spell: user => user == platform.Users[0] ? $"{platform.Users[1].Split('@')[0]}*{user}" : user);
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.CompletedWithErrors, "completed with errors");

        var refused = ended.Resources[0].FindRun(MigrationStep.TestRun)!;
        Assert.That(refused.Fault, Is.EqualTo(CopyFault.DestinationAuth));
        Assert.That(refused.Error, Does.StartWith("the mailbox's address at the destination ").And.Contain("stored before addresses were checked").And.Not.Contain("*user"));
        Assert.That(ended.Resources[1].FindRun(MigrationStep.FirstExecution)!.Progress.MessagesCopied, Is.EqualTo(10));
    }
}
