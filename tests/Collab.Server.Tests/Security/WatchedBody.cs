using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Collab.Server.Tests.Security;

/// <summary>Says when a body with a certain header begins to be read: then whoever sends it was let in.</summary>
internal sealed class WatchedBody : IStartupFilter
{
    public const string Header = "Watched";

    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Read => _read.Task;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, handle) =>
        {
            if (context.Request.Headers.ContainsKey(Header))
                context.Request.Body = new Reading(context.Request.Body, _read);
            return handle(context);
        });
        next(app);
    };

    private sealed class Reading(Stream body, TaskCompletionSource read) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var reading = body.ReadAsync(buffer, cancellationToken);
            read.TrySetResult();
            return reading;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
