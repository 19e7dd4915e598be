namespace Hosting.Migrations.Benchmarks.Engine.Cases;

/// <summary>What is measured, as the report calls it.</summary>
internal static class Rows
{
    public const string Full = "A, full";
    public const string Delta = "A, delta";
    public const string ShortMailboxDelta = "short mailbox, delta";
    public const string LongMailboxDelta = "long mailbox, delta";
    public const string ShortFolderDelta = "short folder, delta";
    public const string LongFolderDelta = "long folder, delta";
    public const string Distant = "B, full, 30 ms round trip";
    public const string Small = "20 small mailboxes, 4 at once";
    public const string FourAtOnce = "4 medium mailboxes, 4 at once";
    public const string WithoutHuge = "small mailbox";
    public const string WithHuge = "small mailbox and 200 MB";
}
