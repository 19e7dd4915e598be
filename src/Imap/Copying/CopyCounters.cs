using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Counts what has been done for one mailbox; several connections count at once.</summary>
/// <param name="maxFailures">How many failures are told one by one.</param>
/// <param name="screen">Hides passwords in what is told.</param>
internal sealed class CopyCounters(int maxFailures, PasswordScreen screen)
{
    private const string UnreadFolder = "(unreadable name)";

    private readonly Lock _lock = new();
    private readonly List<CopyFailure> _failures = [];
    private readonly List<string> _notes = [];
    private RunProgress _done = RunProgress.None;
    private int _foldersDone;
    private readonly FlagCounters _flags = new(screen);
    private long _redated;
    private long _undated;
    private long _refusedDates;
    private long _moved;
    private long _late;
    private long _large;

    /// <summary>Hides passwords in what servers say.</summary>
    public PasswordScreen Screen => screen;

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

    /// <summary>Takes back that messages have been copied: they are not at the destination.</summary>
    public void NotCopied(int messages) => Change(done => done with { MessagesCopied = done.MessagesCopied - messages });

    /// <summary>Notes that messages counted as skipped have been stored by this run, though the destination has not said so.</summary>
    public void CopiedAfterAll(int messages, long bytes) =>
        Change(done => done with { MessagesSkipped = done.MessagesSkipped - messages, MessagesCopied = done.MessagesCopied + messages, BytesCopied = done.BytesCopied + bytes });

    /// <summary>Counts a message that is at the destination already.</summary>
    public void Skipped() => Change(done => done with { MessagesSkipped = done.MessagesSkipped + 1 });

    /// <summary>Counts a message that was copied from another folder, in which it no longer is.</summary>
    public void Moved()
    {
        Skipped();
        lock (_lock)
        {
            _moved++;
        }
    }

    /// <summary>Notes what could not be copied.</summary>
    /// <param name="failure">It. Passwords are hidden here in its names, which are a server's, and have been in its reason, which is a sentence of ours.</param>
    public void Failed(CopyFailure failure)
    {
        Change(done => failure.Uid is null ? done : done with { MessagesFailed = done.MessagesFailed + 1 });
        Tell(() => new CopyFailure(
            screen.HideInName(failure.Folder), failure.Uid, failure.MessageId is { } id ? screen.HideInName(id) : null, failure.Fault, failure.Reason));
    }

    /// <summary>Notes folders that can't be told by name.</summary>
    public void FailedUnread(int folders) => Tell(() => new CopyFailure(
        UnreadFolder, null, null, CopyFault.Protocol, $"the source lists {folders} folder{(folders == 1 ? "" : "s")} in a way that can't be read; rename at the source what has an unusual name, and copy again"));

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

    /// <summary>Notes a message that is left out by choice.</summary>
    /// <param name="isLate">Whether it was received too late.</param>
    /// <param name="isLarge">Whether it is too large.</param>
    public void LeftOut(bool isLate, bool isLarge)
    {
        lock (_lock)
        {
            _late += isLate ? 1 : 0;
            _large += isLarge ? 1 : 0;
        }
    }

    /// <summary>Notes the flags of a message that may not be sent on.</summary>
    public void DroppedFlags(KeywordSet tags)
    {
        if (tags.Dropped > 0)
        {
            lock (_lock)
            {
                _flags.Drop(tags);
            }
        }
    }

    /// <summary>Notes flags that have not even been read, since a message had too many of them.</summary>
    public void UnreadFlags(int count)
    {
        lock (_lock)
        {
            _flags.Unread += count;
        }
    }

    /// <summary>Notes a message that is copied with a date of its header, since the source tells none or the destination does not take it.</summary>
    /// <param name="hasDate">Whether the header has one; otherwise the destination puts its own clock in its place.</param>
    /// <param name="isRefused">Whether it is the destination's doing.</param>
    public void Redated(bool hasDate, bool isRefused)
    {
        lock (_lock)
        {
            if (isRefused)
            {
                _refusedDates++;
            }
            else
            {
                (_redated, _undated) = hasDate ? (_redated + 1, _undated) : (_redated, _undated + 1);
            }
        }
    }

    /// <summary>Notes a message whose flags the destination does not take with it.</summary>
    public void CopiedWithoutFlags()
    {
        lock (_lock)
        {
            _flags.Withheld++;
        }
    }

    /// <summary>Notes keywords that the destination does not take.</summary>
    public void DroppedKeywords(int count)
    {
        lock (_lock)
        {
            _flags.RefusedKeywords += count;
        }
    }

    /// <summary>Notes messages whose changed flags the destination does not take.</summary>
    public void RefusedFlags(int messages, string reason)
    {
        lock (_lock)
        {
            _flags.Refuse(messages, reason);
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
            string[] moved = _moved > 0 ? [$"{_moved} messages were moved to other folders at the source after they had been copied; at the destination they are where they were copied to"] : [];
            return new CopyOutcome(
                fault == CopyFault.Cancelled ? _done : _done.Ended(), fault, reason, [.. _failures], [.. _notes, .. moved, .. NotesOnLimits(), .. _flags.ToNotes(), .. NotesOnDates()]);
        }
    }

    private IEnumerable<string> NotesOnLimits()
    {
        if (_large > 0)
        {
            yield return $"{_large} message{(_large == 1 ? " is" : "s are")} larger than the size limit, and left out by choice";
        }

        if (_late > 0)
        {
            yield return $"{_late} message{(_late == 1 ? " was" : "s were")} received after the upper date, and left out by choice";
        }
    }

    private IEnumerable<string> NotesOnDates()
    {
        if (_redated > 0)
        {
            yield return $"{_redated} messages have the date of their Date header, since the source tells no date of arrival that can be read";
        }

        if (_undated > 0)
        {
            yield return $"{_undated} messages have the date of the copy, since neither the source nor their header tells another";
        }

        if (_refusedDates > 0)
        {
            yield return $"{_refusedDates} messages have the date of their Date header, or that of the copy, since the destination does not take the date of their arrival";
        }
    }

    private void Tell(Func<CopyFailure> failure)
    {
        lock (_lock)
        {
            if (_failures.Count < maxFailures)
            {
                _failures.Add(failure());
            }
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
