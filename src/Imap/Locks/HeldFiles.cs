using Microsoft.Win32.SafeHandles;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>The locked files of one mailbox.</summary>
internal sealed class HeldFiles : IDisposable
{
    private readonly List<SafeFileHandle> _files = [];

    public void Add(SafeFileHandle file) => _files.Add(file);

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
