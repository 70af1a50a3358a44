using System.Net;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>A POST whose body stops in the middle until it is released.</summary>
internal sealed class HeldUpload : HttpContent
{
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously), _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Person _person;
    private readonly string _path;
    private readonly byte[] _body;

    public HeldUpload(Person person, string path, object body)
    {
        (_person, _path, _body) = (person, path, JsonSerializer.SerializeToUtf8Bytes(body));
        Headers.ContentType = new("application/json");
    }

    /// <summary>Done when the first half has left.</summary>
    public Task HalfSent => _half.Task;

    public Task<HttpResponseMessage> SendAsync() => _person.Http.PostAsync(_path, this);

    /// <summary>Lets the second half go.</summary>
    public void Release() => _release.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var half = _body.Length / 2;
        await stream.WriteAsync(_body.AsMemory(0, half));
        await stream.FlushAsync();
        _half.TrySetResult();
        await _release.Task;
        await stream.WriteAsync(_body.AsMemory(half));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
