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

    /// <summary>Counts messages that a rule leaves out.</summary>
    public void LeftOut(long count) => Change(done => done with { MessagesLeftOut = done.MessagesLeftOut + count });

    /// <summary>Counts messages that the source holds and did not show.</summary>
    public void Missing(long count) => Change(done => done with { MessagesMissing = done.MessagesMissing + count });

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
    /// <param name="rest">Messages of it that have not been counted yet.</param>
    /// <param name="hasFailed">Whether they could not be looked at; otherwise they were there already, or are not to be copied.</param>
    public void FolderDone(long rest, bool hasFailed = false)
    {
        Change(done => hasFailed ? done with { MessagesFailed = done.MessagesFailed + rest } : done with { MessagesSkipped = done.MessagesSkipped + rest });
        lock (_lock)
        {
            _foldersDone++;
        }
    }

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
