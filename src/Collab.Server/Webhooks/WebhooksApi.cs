using System.Net;
using System.Security.Cryptography;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Webhooks;

/// <summary>Which addresses are told when something happens in a document: for the owners of its seminar.</summary>
internal static class WebhooksApi
{
    private const int Most = 5, MaxLength = 2000, SecretBytes = 32;

    public sealed record Create(string Url);

    /// <param name="Secret">Shown this once.</param>
    public sealed record Created(string Id, string Secret);

    /// <param name="Epoch">Of the log that <paramref name="Seq"/> is of.</param>
    /// <param name="Seq">What happened up to here has been told.</param>
    /// <param name="Failures">How often in a row it did not arrive.</param>
    /// <param name="Failure">Why it did not the last time.</param>
    public sealed record Row(string Id, string Url, DateTimeOffset Created, string Epoch, long Seq, int Failures, DateTimeOffset? Delivered, DateTimeOffset? Failed, string? Failure, DateTimeOffset? NextTry);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        builder.Services.AddSingleton<WebhookNetwork>().AddSingleton<WebhookSender>().AddSingleton<WebhookStore>().AddSingleton<WebhookTurns>().AddSingleton<WebhookRound>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WebhookRound>());
    }

    public static void Map(WebApplication app)
    {
        var webhooks = app.MapGroup("/api/documents/{document}/webhooks").WithTags("Documents").Door(Right.ChangeSettings);
        webhooks.MapGet("", ListAsync).Produces<ListOf<Row>>();
        webhooks.MapPost("", CreateAsync).Accepts<Create>("application/json").Produces<Created>(201);
        webhooks.MapDelete("/{webhook}", RemoveAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(string document, WebhookStore store) => new([.. (await store.OfAsync(document)).Select(webhook => new Row(
        webhook.Id, webhook.Url, webhook.Created, webhook.Epoch, webhook.Seq, webhook.Failures, webhook.Delivered, webhook.Failed, webhook.Failure, webhook.Failures > 0 ? webhook.NotBefore : null))]);

    private static async Task<IResult> CreateAsync(HttpContext context, string document, WebhookStore store, WebhookNetwork network, DocumentFeeds feeds, TimeProvider time)
    {
        var create = await ApiJson.ReadAsync<Create>(context.Request);
        var webhook = await MakeAsync(context, document, create.Url, store, network, feeds, time);
        return Results.Created($"/api/documents/{document}/webhooks/{webhook.Id}", new Created(webhook.Id, SecretOf(webhook)));
    }

    /// <summary>Its secret as it is shown, once.</summary>
    internal static string SecretOf(Webhook webhook) => WebhookMessage.SecretPrefix + Convert.ToBase64String(webhook.Secret);

    /// <exception cref="RefusalException"><c>bad-request</c>: no address that may be told, or too many.</exception>
    internal static async Task<Webhook> MakeAsync(HttpContext context, string document, string url, WebhookStore store, WebhookNetwork network, DocumentFeeds feeds, TimeProvider time)
    {
        DemandUsable(url, network);
        if ((await store.OfAsync(document)).Count >= Most)
            throw new RefusalException("bad-request", $"{Most} addresses are told of this document already. Remove one first.");
        var header = (await feeds.DemandAsync(document, context.RequestAborted)).State.Header;
        var webhook = new Webhook(Secret.NewId(), document, header.Seminar, url, RandomNumberGenerator.GetBytes(SecretBytes), context.DemandCaller().Person, time.GetUtcNow(), header.Epoch, header.Seq);
        await store.AddAsync(webhook);
        return webhook;
    }

    /// <exception cref="RefusalException"><c>not-found</c>.</exception>
    internal static async Task<Webhook> FindAsync(WebhookStore store, string document, string webhook) =>
        (await store.FindAsync(document, webhook))?.Webhook ?? throw new RefusalException("not-found", "There is no such webhook of this document.");

    private static async Task<IResult> RemoveAsync(string document, string webhook, WebhookStore store)
    {
        await FindAsync(store, document, webhook);
        await store.RemoveAsync(document, webhook);
        return Results.NoContent();
    }

    // A name is looked up whenever it is told: what it leads to is checked then.
    private static void DemandUsable(string url, WebhookNetwork network)
    {
        if (url.Length > MaxLength || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            throw new RefusalException("bad-request", $"url is an address such as https://example.edu/hook, of at most {MaxLength} characters, without a name, a password or a fragment.");
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && network.AllowsPrivate))
            throw new RefusalException("bad-request", "A webhook leads to an address with https.");
        if (IPAddress.TryParse(address.IdnHost, out var literal) ? !network.MayReach(literal, address.Scheme == Uri.UriSchemeHttps) : address.IsLoopback && !network.AllowsPrivate)
            throw new RefusalException("bad-request", "This server tells public addresses alone. Its operator can allow others.");
    }
}
