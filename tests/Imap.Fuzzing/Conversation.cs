using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using MimeKit;

namespace Hosting.Migrations.Imap.Fuzzing;

/// <summary>
/// All that a copy says to a server, to one that may answer anything. Every failure has to be a <see cref="MailFaultException"/>, what is kept has to be
/// bounded, and it has to end; anything else is a finding.
/// </summary>
internal static class Conversation
{
    // Of an input of AFL's, which is no longer than 1 MiB.
    private const long MostAllocated = 512L << 20;

    private static readonly MailServer Server = new("imap.example.com", 993, TransportSecurity.Tls);
    private static readonly MailLogin Anyone = new("anna@example.com", new Secret("correct horse"));
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly int[] Chunks = [int.MaxValue, 1, 2, 7, 100];

    /// <summary>Holds it with a server that says what is given.</summary>
    /// <param name="input">The first byte chooses how the others arrive; they are what the server says.</param>
    public static void Hold(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var server = new GivenServer(input.AsMemory(1), Chunks[input[0] % Chunks.Length]);
        Hold(server);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MostAllocated)
        {
            throw new InvalidOperationException($"{allocated} bytes for an input of {input.Length}.");
        }
    }

    /// <summary>Holds it over a connection.</summary>
    public static void Hold(Stream server)
    {
        var holding = HoldAsync(server);

        // Nothing here waits: what has not ended by now never does.
        if (!holding.Wait(TimeSpan.FromSeconds(20)))
        {
            throw new TimeoutException("The conversation does not end.");
        }
    }

    private static async Task HoldAsync(Stream server)
    {
        await TryAsync(async () =>
        {
            using var source = await ConnectAsync(server, MailSide.Source);
            await ReadAsync(source);
        });
        await TryAsync(async () =>
        {
            using var destination = await ConnectAsync(server, MailSide.Destination);
            await WriteAsync(destination);
        });
    }

    private static async Task ReadAsync(IMailSession source)
    {
        var names = new List<string>();
        await TryAsync(async () => names.AddRange((await source.ListAsync(new HashSet<string>(), new BrokenStates(), CancellationToken.None)).Folders.Select(folder => folder.Name)));
        await TryAsync(async () => names.AddRange(await source.ListStatesAsync(StateItems.Count | StateItems.UidNext | StateItems.UidValidity, CancellationToken.None)));
        foreach (var name in names.Distinct().Take(3).ToList())
        {
            await TryAsync(() => ReadAsync(source, name));
        }
    }

    private static async Task ReadAsync(IMailSession source, string name)
    {
        if (await source.FindListedAsync(name, CancellationToken.None) is null)
        {
            return;
        }

        var folder = await source.OpenAsync(name, FolderAccess.ReadOnly, CancellationToken.None);
        var uids = await source.SearchAsync(folder, UidSet.Between(1, uint.MaxValue), since: null, CancellationToken.None);
        uids = uids.Count is 0 or > 20 ? UidSet.Between(1, 3) : uids;
        var everything = new MessageRequest(MessageItems.Flags | MessageItems.InternalDate | MessageItems.Size | MessageItems.Labels);
        await source.DescribeAsync(folder, uids, everything, CancellationToken.None);
        source.TakeUnreadFlags();
        var headers = new HeaderIntake((_, header) => ReadAll(header), () => false);
        await source.DescribeAsync(folder, uids, new MessageRequest(MessageItems.Headers), CancellationToken.None, headers);
        await source.FetchAsync(folder, uids, (_, content) => content.Dispose(), () => false, CancellationToken.None);
        await source.EnumerateAsync(folder, () => false, CancellationToken.None);
        await source.CloseAsync(folder, CancellationToken.None);
    }

    // As whoever compares messages does.
    private static void ReadAll(HeaderList header)
    {
        foreach (var field in header)
        {
            _ = field.Value;
        }
    }

    private static async Task WriteAsync(IMailSession destination)
    {
        await TryAsync(() => destination.ListNamesAsync(CancellationToken.None));
        ISessionFolder? made = null;
        await TryAsync(async () => made = await destination.CreateAsync("Made", CancellationToken.None));
        await TryAsync(async () => made ??= await destination.FindListedAsync("INBOX", CancellationToken.None));
        if (made is null)
        {
            return;
        }

        await TryAsync(() => destination.SubscribeAsync(made, CancellationToken.None));
        await TryAsync(() => destination.AskStateAsync(made, StateItems.Count | StateItems.UidNext, CancellationToken.None));
        foreach (var count in destination.MostAppended > 1 ? new[] { 1, 2 } : [1])
        {
            var messages = Enumerable.Range(0, count).Select(_ => Message()).ToList();
            await TryAsync(() => destination.AppendAsync(made, messages, isCautious: false, new AppendReceipt(count), CancellationToken.None));
            messages.ForEach(message => message.Content.Dispose());
        }

        await TryAsync(async () =>
        {
            var there = await destination.OpenAsync(made.FullName, FolderAccess.ReadWrite, CancellationToken.None);
            await destination.StoreAsync(there, UidSet.Between(1, 2), new FlagChange(FlagAction.Set, SystemFlags.Seen, []), CancellationToken.None);
            await destination.NoOpAsync(CancellationToken.None);
        });
    }

    private static OutgoingMessage Message()
    {
        var text = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\nhello\r\n");
        var content = new MessageContent(text.Length, int.MaxValue);
        content.Write(text);
        content.Complete();
        return new OutgoingMessage(content, SystemFlags.Seen, [], DateTimeOffset.UnixEpoch);
    }

    private static async Task<IMailSession> ConnectAsync(Stream server, MailSide side)
    {
        var faults = new FaultReader(side, Server, new PasswordScreen(Anyone));
        var forms = side == MailSide.Destination ? new LiteralForms() : null;
        return new MailConnection(
            new CommandChannel(await BeginAsync(), faults, Idle, new Overtime(Idle, () => false), _ => BeginAsync()), new FolderBreaks(), int.MaxValue);

        async Task<MailClient> BeginAsync()
        {
            var client = new MailClient(new CertificateCheck(acceptAny: true, faults.Screen));
            try
            {
                await client.GreetAsync(server, forms, ReadOnlyMemory<byte>.Empty, CancellationToken.None);
                await Login.LogInAsync(client, Anyone, token: null, CancellationToken.None);
                await client.Wire.RunAllAsync([new WireCommand("NAMESPACE")], CancellationToken.None);
                return client;
            }
            catch (Exception fault)
            {
                client.Dispose();
                throw faults.Read(fault, client.LastRefusal);
            }
        }
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (MailFaultException)
        {
        }
    }
}
