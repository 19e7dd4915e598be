namespace Hosting.Migrations.Imap.Wire;

/// <summary>Takes the bytes of one message as they come.</summary>
internal interface IBody : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);
}
