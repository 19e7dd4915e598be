using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Takes a message.</summary>
internal sealed class HeardBody : IBody
{
    private readonly MemoryStream _bytes = new();

    public string Text => Encoding.Latin1.GetString(_bytes.ToArray());

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Dispose() => _bytes.Dispose();
}
