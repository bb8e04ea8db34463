namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>Forwards another stream and, if it completed within the limit, also hands all its bytes to a callback.</summary>
internal sealed class RecordingStream(Stream inner, long limit, Action<byte[]> whenWhole) : Stream
{
    private MemoryStream? _recorded = new();

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Record(buffer.Span[..count], ended: count == 0 && buffer.Length > 0);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Record(buffer.AsSpan(offset, read), ended: read == 0 && count > 0);
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Record(ReadOnlySpan<byte> bytes, bool ended)
    {
        if (_recorded is null)
            return;
        if (ended)
        {
            whenWhole(_recorded.ToArray());
        }
        else if (_recorded.Length + bytes.Length <= limit)
        {
            _recorded.Write(bytes);
            return;
        }

        _recorded = null;
    }
}
