// Most of a test's time goes by waiting for servers. Each fixture has databases, mailboxes and folders of its own.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
