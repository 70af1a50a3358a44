using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Views;
using Collab.Server.Hypothesis;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage;

namespace Collab.Server.Problems;

/// <summary>A refusal as it leaves the server: RFC 9457 with a code of ours.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">One of the words of <see cref="RefusalCodes"/>.</param>
/// <param name="Detail">A sentence that says what to do.</param>
public sealed record Problem(int Status, string Code, string Detail)
{
    public const string ContentType = "application/problem+json";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The refusal with this code; where the same request may succeed later, it says when to try.</summary>
    public static Problem Of(string code, string detail) => RefusalCodes.Status.GetValueOrDefault(code, 500) is var status && status is 429 or 503
        ? new(status, code, detail) { RetryAfter = TimeSpan.FromSeconds(2) }
        : new(status, code, detail);

    /// <summary>What an exception means to the one who asked; nothing of it that was not meant for them.</summary>
    public static Problem Of(Exception error, bool writing) => error switch
    {
        RefusalException { Code: "unavailable" } refusal => Of(refusal.Code, refusal.Detail) with { RetryAfter = TimeSpan.FromSeconds(2) },
        RefusalException { RetryAfter: { } wait } refusal => Of(refusal.Code, refusal.Detail) with { RetryAfter = wait },
        RefusalException refusal => Of(refusal.Code, refusal.Detail),
        RateLimitedException limited => Of("rate-limited", limited.Message) with { RetryAfter = limited.RetryAfter },
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        StorageFullException => Of("storage-full", "The server's disk is full, so nothing was stored. Keep your text and try again later."),
        StorageUnavailableException => Of("unavailable", "The server cannot reach its storage right now. Try again in a moment."),
        DamagedStreamException damaged => Of("damaged", $"What is stored here is damaged at seq {damaged.Seq}: what comes before it can be read. The operator can restore a backup."),
        OutcomeUnknownException => OutcomeUnknown,
        _ when LostCall.Is(error) => writing ? OutcomeUnknown : Of("unavailable", "The server did not answer in time. Try again in a moment."),
        _ => Of("internal", "Something went wrong on the server. Try again; if it stays, tell the operator the trace id."),
    };

    /// <summary>For what was refused below our own code.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        400 => Of("bad-request", "The request could not be understood. Check it against the documentation."),
        401 => Of("unauthenticated", "Sign in first: open an invite link, or send a token in the Authorization header."),
        403 => Of("forbidden", "You may not do this."),
        404 => Of("not-found", "There is nothing at this address."),
        405 => Of("method-not-allowed", "This address does not take that method. See the Allow header."),
        408 => TooSlow,
        413 => Of("too-large", "The request is larger than this address takes. Send less."),
        415 => Of("unsupported-media-type", "This address takes another content type, in most cases application/json."),
        431 => Of("header-too-large", "The headers of the request are too long. Send fewer cookies."),
        _ when status < 500 => new(status, "bad-request", "The request could not be understood. Check it against the documentation."),
        503 => Of("unavailable", "The server is not ready. Try again in a moment."),
        _ => Of("internal", "Something went wrong on the server. Try again; if it stays, tell the operator the trace id."),
    };

    /// <summary>What the operator finds the request by.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public async Task WriteAsync(HttpContext context)
    {
        SetHeaders(context.Response);
        context.Response.ContentType = ContentType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, WireJson.Options);
        json.WriteStartObject();
        json.WriteString("type", $"urn:collab:{Code}");
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        // Hypothesis' client shows what stands under this name, and nothing else.
        if (context.Request.Path.StartsWithSegments(HypothesisApi.Root))
            json.WriteString("reason", Detail);
        json.WriteString("code", Code);
        json.WriteString("traceId", TraceId(context));
        json.WriteEndObject();
    }

    public void SetHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Status == 401)
            response.Headers.WWWAuthenticate = response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<TakesBasic>() is null ? "Bearer" : TakesBasic.Challenges;
    }

    /// <summary>The code as words.</summary>
    public string Title => char.ToUpperInvariant(Code[0]) + Code[1..].Replace('-', ' ');

    /// <summary>The sender was slower than the limits allow.</summary>
    public static Problem TooSlow { get; } = Of("timeout", "The request took too long to arrive, and nothing was done. Send it again.");

    private static Problem OutcomeUnknown { get; } =
        Of("outcome-unknown", "The server could not tell whether this was stored. Send it again with the same commandId: it will be done once.");
}
