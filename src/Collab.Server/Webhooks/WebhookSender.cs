using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Collab.Server.Webhooks;

/// <summary>Sends messages to where they may go. It follows no redirect, keeps no cookie, uses no proxy and reads nothing of an answer but its status.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How long one is waited for, from the look-up of its name to the status of its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebhookNetwork _network;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookSender(WebhookNetwork network, TimeProvider time)
    {
        (_network, _time) = (network, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            // A name is looked up and its address checked anew.
            PooledConnectionLifetime = TimeSpan.Zero,
            // What stands in the answer is not waited for.
            MaxResponseDrainSize = 0,
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 1 };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Collab", null));
    }

    /// <returns>Null when it arrived; else why it did not. It tells nothing of what else there is at the address.</returns>
    public async Task<string?> SendAsync(Webhook webhook, WebhookMessage message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add("webhook-id", message.Id);
            request.Headers.Add("webhook-timestamp", message.Timestamp.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", message.Signature(webhook.Secret));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over.Token);
            return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            return "It cannot be reached, or is an address that this server does not tell.";
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var encrypted = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        // A look-up blocks its thread until the name's own servers answer, however long that is: one of the pool would be missing to everybody.
        var addresses = await Task.Factory.StartNew(() => System.Net.Dns.GetHostAddresses(context.DnsEndPoint.Host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation);
        var reachable = addresses.Where(address => _network.MayReach(address, encrypted)).ToArray();
        if (reachable.Length == 0)
            throw new HttpRequestException("No address that may be told.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
