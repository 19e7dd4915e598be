using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// Gives the messages of a folder their UIDs, which have to last: what is copied is known by them. There are two kinds of them, and a folder has one
/// at a time.
/// <para>
/// As long as the list of a mail server has every message of the folder, its numbers and its UIDVALIDITY count: it is the server that keeps them, and
/// nothing is written anywhere.
/// </para>
/// <para>
/// Otherwise they are ours, and stay so. At first what the server's list has keeps its number, the rest is numbered above, by the time at which it
/// was written and by its name, and UIDVALIDITY is a hash of all that: the folder, each name and its number. No numbering of a folder can be found
/// from its names alone if new mail is to leave it as it is and old mail that turns up is not, so it is kept (<see cref="NumberFile"/>), and not in
/// the maildir. From then on a name that is known has its number for ever, also when it is gone for a while, and a name that is not known gets one
/// above all others: no number ever means another message. It is no less than the time in seconds: when the file is lost, what is numbered anew from
/// the same names, and so under the same UIDVALIDITY, never gives a number that another message had.
/// </para>
/// <para>
/// So under one UIDVALIDITY a number is a message for ever, and a message has one number. Whatever breaks that, be it a file of ours that is lost or
/// a server that numbers anew, changes UIDVALIDITY, and then the engine knows messages by their content. A message that is renamed by its owner's
/// hand, which Maildir forbids, is a new one, and is known by its content where the old one is gone.
/// </para>
/// </summary>
/// <param name="folder">What the folder is called on disk; empty for INBOX.</param>
/// <param name="keptIn">The file for our numbers.</param>
/// <param name="clock">The time.</param>
internal sealed class MessageNumbers(string folder, string keptIn, TimeProvider clock)
{
    // A run that has begun with the numbers of a server stays with them: what the server has not numbered yet is for the next run.
    private bool _hasBegunWithServers;

    /// <summary>The file for our numbers.</summary>
    public string KeptIn => keptIn;

    /// <summary>The numbers of all these messages, or of those that the run goes on with.</summary>
    /// <param name="files">The files, by what never changes of their names.</param>
    /// <param name="server">The numbers of a mail server; null if there are none.</param>
    /// <param name="cancellationToken">Ends the wait for another program.</param>
    /// <exception cref="IOException">Ours can't be kept.</exception>
    public async Task<Numbers> FindAsync(IReadOnlyDictionary<string, FoundFile> files, Numbers? server, CancellationToken cancellationToken)
    {
        var listed = FindListed(files, server);
        if (listed is not null && (_hasBegunWithServers || (!File.Exists(keptIn) && listed.Count == files.Count)))
        {
            _hasBegunWithServers = true;
            return server! with { Uids = listed };
        }

        _hasBegunWithServers = false;
        if (files.Count == 0 && !File.Exists(keptIn))
        {
            return new Numbers(ValidityOf([], server), 1, []);
        }

        using var kept = await NumberFile.TakeAsync(keptIn, cancellationToken);
        var known = kept.Read();
        if (known is not null && files.Keys.All(known.Uids.ContainsKey))
        {
            return known;
        }

        var numbers = known is null ? Begin(files, server, listed) : GoOn(files, known);
        kept.Write(numbers);
        return numbers;
    }

    // Those that the server's list has, by what they are known by here; null if it can't tell two of them apart, or there is none.
    private static Dictionary<string, uint>? FindListed(IReadOnlyDictionary<string, FoundFile> files, Numbers? server)
    {
        var (listed, met) = (new Dictionary<string, uint>(StringComparer.Ordinal), new HashSet<uint>());
        foreach (var key in files.Keys)
        {
            if (server?.Uids.TryGetValue(MessageName.BaseOfKey(key), out var uid) == true)
            {
                listed.Add(key, uid);
                if (!met.Add(uid))
                {
                    return null;
                }
            }
        }

        return server is null ? null : listed;
    }

    private Numbers Begin(IReadOnlyDictionary<string, FoundFile> files, Numbers? server, Dictionary<string, uint>? listed)
    {
        var uids = listed ?? new Dictionary<string, uint>(StringComparer.Ordinal);
        var next = Add(files, uids, server?.Next ?? 1);
        return new Numbers(ValidityOf(uids, server), next, uids);
    }

    private Numbers GoOn(IReadOnlyDictionary<string, FoundFile> files, Numbers known)
    {
        var now = (uint)Math.Clamp(clock.GetUtcNow().ToUnixTimeSeconds(), 0, UidList.Most);
        var next = Math.Max(known.Next, now);
        return next > UidList.Most - files.Count ? Begin(files, server: null, listed: null) : known with { Next = Add(files, known.Uids, next) };
    }

    private static uint Add(IReadOnlyDictionary<string, FoundFile> files, Dictionary<string, uint> uids, uint next)
    {
        var others = files.Where(file => !uids.ContainsKey(file.Key)).ToList();
        foreach (var (name, _) in others.OrderBy(file => file.Value.Modified ?? 0).ThenBy(file => file.Key, StringComparer.Ordinal))
        {
            uids.Add(name, next++);
        }

        return next;
    }

    private uint ValidityOf(Dictionary<string, uint> uids, Numbers? server)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{folder}\n{server?.UidValidity ?? 0}\n"));
        foreach (var (name, uid) in uids.OrderBy(pair => pair.Value))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{uid} {name}\n"));
        }

        // It is another one than the server's: some messages have other numbers than the server will give them.
        var validity = BinaryPrimitives.ReadUInt32BigEndian(hash.GetHashAndReset()) & 0x7FFFFFFF;
        validity = Math.Max(1, validity);
        return validity == server?.UidValidity ? validity + 1 : validity;
    }
}
