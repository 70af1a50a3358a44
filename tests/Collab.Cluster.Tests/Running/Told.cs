using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Collab.Testing;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody else's program, which webhooks tell.</summary>
internal sealed class Told : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _listening;

    public Told()
    {
        Url = $"http://127.0.0.1:{Ports.Free()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _listening = ListenAsync();
    }

    public string Url { get; }

    /// <summary>Which document each message was of, and of which epoch.</summary>
    public ConcurrentQueue<(string Document, string Epoch)> Messages { get; } = [];

    /// <summary>Whether something came that is no message: nothing is heard from then on.</summary>
    public bool Failed => _listening.IsFaulted;

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var data = (await JsonNode.ParseAsync(context.Request.InputStream))!["data"]!;
            Messages.Enqueue(((string)data["document"]!, (string)data["epoch"]!));
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
    }
}
