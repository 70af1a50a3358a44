using System.Text.Json;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hypothesis;

/// <summary>
/// The API of Hypothesis (h.readthedocs.io, as its client 1.1766.0 speaks it), once for each document: its group is the seminar. Only where the
/// operator switches it on.
/// </summary>
internal static class HypothesisApi
{
    public const string Root = "/hypothesis", Documents = Root + "/documents", Live = Root + "/live";

    public static void Map(WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Hypothesis)
            return;
        var api = app.MapGroup(Documents + "/{document}/api").ExcludeFromDescription().WithMetadata(new TakesHypothesisToken());
        var open = api.Door(Access.Everyone("addresses, which say nothing that the caller has not said"));
        open.MapGet("", (HttpContext context, string document) => AnswerAsync(context, json => HypothesisLinks.WriteCalls(json, HypothesisAddress.Of(context, document))));
        open.MapGet("/links", (HttpContext context, string document) => AnswerAsync(context, json => HypothesisLinks.WritePages(json, HypothesisAddress.Of(context, document))));
        api.Door(Access.Everyone("whoever has a grant of a page is told by it")).MapPost("/token", TokenAsync);
        var read = api.Door(Right.ReadDocument);
        read.MapGet("/profile", ProfileAsync);
        read.MapPatch("/profile", ProfileAsync);
        read.MapGet("/profile/groups", GroupsAsync);
        read.MapGet("/groups", GroupsAsync);
        read.MapGet("/groups/{group}", GroupAsync);
        HypothesisNotes.Map(api);
        HypothesisLive.Map(app);
        HypothesisPages.Map(app);
    }

    public static Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write) => DocumentsApi.WriteAsync(context.Response, write);

    /// <exception cref="RefusalException"><c>unauthenticated</c>: it does not hold; <c>bad-request</c>.</exception>
    private static async Task TokenAsync(HttpContext context, string document, HypothesisTokens tokens, RateLimits limits)
    {
        if (!context.Request.HasFormContentType)
            throw new RefusalException("unsupported-media-type", "Send a form: grant_type, and assertion or refresh_token.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (token, use) = form["grant_type"].ToString() switch
        {
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => (form["assertion"].ToString(), HypothesisTokenUse.Grant),
            "refresh_token" => (form["refresh_token"].ToString(), HypothesisTokenUse.Refresh),
            _ => throw new RefusalException("bad-request", "The grant_type is urn:ietf:params:oauth:grant-type:jwt-bearer or refresh_token."),
        };
        if (await tokens.ExchangeAsync(token, document, use) is not var (access, refresh))
        {
            limits.CountFailedLink(context.Address());
            throw new RefusalException("unauthenticated", "You are signed in here no longer. Open the page anew.");
        }

        await AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", access);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (int)HypothesisTokens.Short.TotalSeconds);
            json.WriteString("refresh_token", refresh);
            json.WriteEndObject();
        });
    }

    // The client keeps in it which of its hints were seen. They come again: that is all that is lost.
    private static Task ProfileAsync(HttpContext context, string document) => AnswerAsync(context, json =>
    {
        var authority = HypothesisAddress.Of(context, document).Authority;
        json.WriteStartObject();
        json.WriteString("userid", $"acct:{context.Seat().Member}@{authority}");
        json.WriteString("authority", authority);
        json.WriteStartArray("groups");
        json.WriteEndArray();
        json.WriteStartObject("features");
        json.WriteBoolean("client_display_names", true);
        json.WriteEndObject();
        json.WriteStartObject("preferences");
        json.WriteEndObject();
        json.WriteStartObject("user_info");
        json.WriteString("display_name", context.Seat().Name);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static async Task GroupsAsync(HttpContext context, string document, IGrainFactory grains)
    {
        var title = await TitleAsync(context, grains);
        await AnswerAsync(context, json =>
        {
            json.WriteStartArray();
            WriteGroup(json, context, document, title);
            json.WriteEndArray();
        });
    }

    private static async Task GroupAsync(HttpContext context, string document, string group, IGrainFactory grains)
    {
        if (group != context.Seat().Seminar)
            throw new RefusalException("not-found", "There is no such group here.");
        var title = await TitleAsync(context, grains);
        await AnswerAsync(context, json => WriteGroup(json, context, document, title));
    }

    private static async Task<string> TitleAsync(HttpContext context, IGrainFactory grains) => (await grains.GetGrain<ISeminarGrain>(context.Seat().Seminar).OpenAsync())?.Title ?? "";

    private static void WriteGroup(Utf8JsonWriter json, HttpContext context, string document, string title)
    {
        var seminar = context.Seat().Seminar;
        json.WriteStartObject();
        json.WriteString("id", seminar);
        json.WriteString("groupid", $"group:{seminar}@{HypothesisAddress.Of(context, document).Authority}");
        json.WriteString("name", title);
        json.WriteString("type", "private");
        json.WriteNull("organization");
        json.WriteNull("scopes");
        json.WriteStartObject("links");
        json.WriteEndObject();
        json.WriteBoolean("public", false);
        json.WriteBoolean("scoped", false);
        json.WriteBoolean("pre_moderated", false);
        json.WriteEndObject();
    }
}
