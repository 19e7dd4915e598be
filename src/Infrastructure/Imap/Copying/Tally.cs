using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Counts what has been done for one mailbox; several connections count at once.</summary>
internal sealed class Tally(int maxFailures)
{
    private readonly Lock _lock = new();
    private readonly List<CopyFailure> _failures = [];
    private readonly List<string> _notes = [];
    private RunProgress _done = RunProgress.None;
    private int _foldersDone;
    private long _droppedKeywords;

    /// <summary>What the copy waits for; null while it works.</summary>
    public string? Waiting { get; set; }

    public RunProgress Done
    {
        get
        {
            lock (_lock)
            {
                return _done;
            }
        }
    }

    public int FoldersDone
    {
        get
        {
            lock (_lock)
            {
                return _foldersDone;
            }
        }
    }

    public void Expect(int folders, long messages) =>
        Change(done => done with { Folders = done.Folders + folders, MessagesTotal = done.MessagesTotal + messages });

    public void Copied(long bytes) => Change(done => done with { MessagesCopied = done.MessagesCopied + 1, BytesCopied = done.BytesCopied + bytes });

    /// <summary>Counts a message that is at the destination already.</summary>
    public void Skipped() => Change(done => done with { MessagesSkipped = done.MessagesSkipped + 1 });

    public void Failed(CopyFailure failure)
    {
        Change(done => failure.Uid is null ? done : done with { MessagesFailed = done.MessagesFailed + 1 });
        lock (_lock)
        {
            if (_failures.Count < maxFailures)
            {
                _failures.Add(failure);
            }
        }
    }

    /// <summary>Notes that a folder needs nothing more in this run.</summary>
    /// <param name="rest">What became of its messages that have not been counted one by one.</param>
    public void FolderDone(FolderRest rest)
    {
        Account(rest);
        lock (_lock)
        {
            _foldersDone++;
        }
    }

    /// <summary>Notes what became of the messages of a folder.</summary>
    /// <param name="rest">Those that have not been counted one by one.</param>
    public void Account(FolderRest rest) => Change(done => done with
    {
        MessagesTotal = done.MessagesTotal + rest.Unexpected,
        MessagesSkipped = done.MessagesSkipped + rest.AlreadyThere,
        MessagesLeftOut = done.MessagesLeftOut + rest.LeftOut,
        MessagesFailed = done.MessagesFailed + rest.Failed,
        MessagesMissing = done.MessagesMissing + rest.Missing,
    });

    public void DroppedKeywords(int count)
    {
        lock (_lock)
        {
            _droppedKeywords += count;
        }
    }

    public void Note(string note)
    {
        lock (_lock)
        {
            _notes.Add(note);
        }
    }

    /// <summary>How the copy ended. Messages that it has not come to are missing, unless it was called off: then another may still go on with them.</summary>
    public CopyOutcome ToOutcome(CopyFault? fault = null, string? reason = null)
    {
        lock (_lock)
        {
            string[] dropped = _droppedKeywords > 0 ? [$"{_droppedKeywords} keywords were dropped, since the destination takes no new ones"] : [];
            return new CopyOutcome(fault == CopyFault.Cancelled ? _done : _done.Ended(), fault, reason, [.. _failures], [.. _notes, .. dropped]);
        }
    }

    private void Change(Func<RunProgress, RunProgress> change)
    {
        lock (_lock)
        {
            _done = change(_done);
        }
    }
}
