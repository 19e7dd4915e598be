using System.Net.Http.Json;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Life;

/// <summary>A part of a mailbox with the first execution, and the rest with the second, with real mail servers.</summary>
public sealed class SelectionLifeTests
{
    [Test]
    public async Task Workers_WhenAnotherChoiceIsMadeForTheSecondExecution_ShouldCopyTheRestOnce()
    {
        await using var platform = await Platform.StartAsync(mailboxes: 1, messages: 20);
        await platform.StartWorkerAsync();
        using var client = platform.CreateClient();
        var folders = new FolderSelection { Include = [FolderPattern.Parse("inbox"), FolderPattern.Parse("Projekte/**")] };
        var code = await platform.CreateAsync(new ExecutionPlan(
            SecondExecutionDate: DateTimeOffset.UtcNow.AddDays(2), ExecuteNow: true, Selection: new MailSelection(folders, SizeLimit: 1_000_000)));

        var waiting = await platform.WaitAsync(code, migration => migration is { Status: MigrationStatus.Scheduled, Step: MigrationStep.SecondExecution }, "scheduled again");
        var first = waiting.Resources[0].FindRun(MigrationStep.FirstExecution)!.Progress;
        var report = await client.GetStringAsync($"/api/migrations/{code}/report");
        using var response = await client.PatchAsJsonAsync($"/api/migrations/{code}", new { folders = new { }, size_limit = (long?)null, second_execution_date = DateTimeOffset.UtcNow.AddSeconds(2) });
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
        var ended = await platform.WaitAsync(code, migration => migration.Status == MigrationStatus.Completed, "completed");

        var second = ended.Resources[0].FindRun(MigrationStep.SecondExecution)!.Progress;
        Assert.That((first.Folders, first.MessagesCopied + first.MessagesLeftOut), Is.EqualTo((1, 20L)));
        Assert.That((second.MessagesCopied, second.MessagesSkipped), Is.EqualTo((first.MessagesLeftOut, first.MessagesCopied)));
        Assert.That(report.Split("no folder of the source is called Projekte/**, which was to be included"), Has.Length.EqualTo(3), "The test run says it, and the execution.");
        Assert.That(report, Does.Contain("left out by choice: "));
        await platform.ShouldHoldTheSameAsync();
    }
}
