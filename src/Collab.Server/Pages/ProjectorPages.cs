using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>What a led session shows on the wall: the point that it is at, what is pinned there, the time, and the way in.</summary>
internal static class ProjectorPages
{
    public static void Map(WebApplication app) => app.MapGroup("/rooms/{document}/projector").ExcludeFromDescription().Door(Right.ReadDocument).MapGet("", PageAsync);

    private static async Task<RazorComponentResult<ProjectorPage>> PageAsync(HttpContext context, string document, DocumentFeeds feeds, PublicAddress address, JoinCodes codes, TimeProvider time)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var (state, header) = (feed.State, feed.State.Header);
        // Whoever opens it, all in the room read it: it shows what a guest may see.
        var audience = Audience.Of(Role.Guest, null, header.Settings);
        var held = header.Proceedings;
        var clause = held.PointOf(header.Led) is { } id ? header.ClausesById.GetValueOrDefault(id) : null;
        // It lets in as annotator whoever has it: so it leaves for those alone who may ask them in.
        var code = context.MayInvite() ? await codes.CurrentAsync(header.Seminar) : null;
        var join = $"{address.ForOthers ?? address.Of(context.Request)}/join";
        var model = new ProjectorModel(document, header.Title, header.Epoch, header.Seq, time.GetUtcNow())
        {
            Session = held.Open is { } open ? open.Title ?? context.Texts()["Session"] : null,
            Clause = clause is null ? null : RoomPages.Clause(header, clause),
            Passage = header.Led is { Passage: { Edition: null, Position: { } span } } led && led.Clause == clause?.Id ? new TextSpan(led.Clause, span.Start, span.End) : null,
            Pins = clause is null ? [] : [.. new ReadingNotes(state, state, audience, [], context.Texts()).At(clause).Where(note => note is { Pinned: true, State: "shown" })],
            IsBlind = clause is not null && Round.OpenAt(header.Rounds, clause.Id) is not null,
            Stances = clause is null ? "" : Stances(state, clause, context.Texts()),
            EndsAt = held.Timer?.EndsAt,
            TimedClause = held.Timer?.Clause is { } timed && timed != clause?.Id && header.ClausesById.GetValueOrDefault(timed) is { } other ? RoomPages.Clause(header, other) : null,
            Floor = held.Floor is { } floor ? audience.NameOf(floor.Member, header) : null,
            Hands = held.Hands.Length,
            Code = code,
            Join = join,
            Qr = code is null ? null : QrPicture.Svg(join),
        };
        return new(new { Frame = PageFrames.Of(context, context.Seat().Name), Projector = model });
    }

    /// <summary>How many hold which, without names.</summary>
    private static string Stances(DocumentState state, Clause clause, PageTexts texts) => string.Join(texts[", "], state.Header.Stances.Scale
        .Select(choice => (choice, Count: state.At(clause.Id).Stances.Count(stance => stance.Choice == choice)))
        .Where(held => held.Count > 0).Select(held => $"{held.Count} {texts.StanceInLine(state.Header.Stances, held.choice)}"));
}
