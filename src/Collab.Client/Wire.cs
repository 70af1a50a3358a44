using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.ExceptionServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Client;

/// <summary>Requests that are made again until they are answered, and connections to the hub.</summary>
internal sealed class Wire : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // .NET writes most scripts sixfold otherwise, and the server counts bytes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _token;

    public Wire(Uri address, string token, CollabClientOptions options)
    {
        _address = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        (_token, Options) = (token, options);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = options.AnswerWithin,
            AutomaticDecompression = DecompressionMethods.All,
            SslOptions = { RemoteCertificateValidationCallback = options.Believes },
        })
        { BaseAddress = _address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public CollabClientOptions Options { get; }

    /// <summary>A part of a path.</summary>
    public static string Part(string id) => Uri.EscapeDataString(id);

    /// <summary>Whether the same may go well later: the line is broken, or the server cannot now.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        RefusedException refused => refused.MayPass,
        // A proxy says so in words of its own; and a request that was cut short is answered a bare 400.
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.BadRequest or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        HttpRequestException or IOException or TimeoutException or JsonException => true,
        _ => false,
    };

    public Task<T> GetAsync<T>(string path, CancellationToken cancellation, TimeSpan? patience = null) =>
        TryAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, path), null, patience ?? Options.Patience, cancellation);

    /// <param name="body">With the command id in it, but for DELETE.</param>
    public Task<Outcome> CommandAsync(HttpMethod method, string path, object? body, Guid commandId, CancellationToken cancellation) => TryAsync<Outcome>(
        () =>
        {
            var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json) };
            if (method == HttpMethod.Delete)
                request.Headers.Add("Idempotency-Key", commandId.ToString());
            return request;
        },
        commandId, Options.Patience, cancellation);

    /// <summary>A connection to the hub that has not been started.</summary>
    public HubConnection Hub()
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(_address, "hub"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Authorization"] = $"Bearer {_token}";
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = Options.Believes;
        }).WithServerTimeout(Options.DeadAfter).Build();
        hub.HandshakeTimeout = Options.AnswerWithin;
        return hub;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> TryAsync<T>(Func<HttpRequestMessage> make, Guid? commandId, TimeSpan patience, CancellationToken cancellation)
    {
        var (pauses, began, unknown) = (new Pauses(Options), Options.Time.GetTimestamp(), false);
        while (true)
        {
            ExceptionDispatchInfo failure;
            try
            {
                return await OnceAsync<T>(make, cancellation);
            }
            catch (Exception e) when (MayPass(e))
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            // What a later attempt is refused with says nothing of one whose answer was lost.
            unknown |= failure.SourceException is not RefusedException { NothingWasDone: true };
            var pause = pauses.Next((failure.SourceException as RefusedException)?.RetryAfter);
            if (patience != Timeout.InfiniteTimeSpan && Options.Time.GetElapsedTime(began) + pause > patience)
            {
                if (unknown && commandId is { } id)
                    throw new OutcomeUnknownException(id, failure.SourceException);
                failure.Throw();
            }

            await Task.Delay(pause, Options.Time, cancellation);
        }
    }

    private async Task<T> OnceAsync<T>(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Options.AnswerWithin, Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = make();
            using var answer = await _http.SendAsync(request, either.Token);
            if (!answer.IsSuccessStatusCode)
                throw await RefusalAsync(answer, either.Token);
            return await answer.Content.ReadFromJsonAsync<T>(Json, either.Token) ?? throw new JsonException("The answer is null.");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not answer within {Options.AnswerWithin.TotalSeconds:0.#} s.");
        }
    }

    private static async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var status = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && await answer.Content.ReadFromJsonAsync<Refusal>(Json, cancellation) is { Code: { } code } refusal)
            return new RefusedException(code, status, refusal.Detail ?? code, refusal.TraceId, answer.Headers.RetryAfter?.Delta);
        return new HttpRequestException($"The answer is {status}, and no refusal of Collab’s: is this its address, or is there a proxy before it?", null, answer.StatusCode);
    }
}
