using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Rounds;
using Collab.Domain.Sessions;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>What a session left: who was there, what is open, the record to take away; and from where the next begins.</summary>
internal static class SessionPages
{
    private const int LongestText = 200;

    public static void Map(WebApplication app) => app.MapGroup("/rooms/{document}/session").ExcludeFromDescription().Door(Right.ReadDocument).MapGet("", PageAsync);

    private static async Task<IResult> PageAsync(HttpContext context, string document, string? session, DocumentFeeds feeds, IGrainFactory grains)
    {
        var texts = context.Texts();
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var (header, seat, audience) = (feed.State.Header, context.Seat(), feed.View.AudienceOf(context.DemandCaller().Person));
        var held = header.Proceedings.Sessions;
        var asked = session is null ? held.LastOrDefault() : held.FirstOrDefault(each => each.Id == session) ?? throw new RefusalException("not-found", "There is no such session of this text. Open its page without the session to see the last one.");
        var seminar = (await grains.GetGrain<ISeminarGrain>(header.Seminar).OpenAsync())!;
        DocumentFeed[] documents = [.. await feeds.OpenReadableAsync(seminar.Documents)];
        var report = asked is null ? null : SessionReport.Of(feed.State, asked);
        var model = new SessionModel(document, header.Title, header.Seminar)
        {
            Session = asked is null ? null : SessionCards.Of(feed, asked, texts),
            Attended = asked is null ? [] : [.. asked.Attended.Select(member => audience.NameOf(member, header) ?? texts["Somebody"]).Order(StringComparer.CurrentCulture)],
            Members = asked is null ? "" : string.Join(' ', asked.Attended),
            Questions = report is null ? [] : [.. report.Questions.Select(note => ToRow(note))],
            Untouched = report is null ? [] : [.. report.Untouched.Select(clause => (clause.Id, texts.NameOf(clause)))],
            Rounds = [.. header.Rounds.Where(round => round.State == RoundState.Open).Select(round => (round.Clause, header.ClausesById.GetValueOrDefault(round.Clause) is { } clause ? texts.NameOf(clause) : texts["a former point"]))],
            Others = [.. SessionCards.Of(documents, texts).Where(card => card.Id != asked?.Id)],
            Closed = header.Closed,
            MayRun = PermissionTable.May("run-session", seat.Role),
            MayImport = PermissionTable.May("import-document", seat.Role),
            MayArchive = PermissionTable.May("archive-seminar", seat.Role),
            MayExport = PermissionTable.May("export", seat.Role) && (seat.Role != Role.Guest || header.Settings.GuestsExport),
            Texts = [.. documents.Where(text => !text.State.Header.Closed).Select(text => (text.Document, text.State.Header.Title, LeftOf(text.State.Header)))],
            Left = asked is not null && asked.Id == held.LastOrDefault()?.Id ? LeftOf(header) : "",
        };
        return new RazorComponentResult<SessionPage>(new { Frame = PageFrames.Of(context, seat.Name), Held = model });

        string LeftOf(DocumentHeader of) => string.Join(texts[", "], of.Proceedings.Left.Select(item => of.ClauseOf(item.Clause) is { } left ? texts.NameOf(left) : texts["a former point"]));

        // Only those that are shown to everybody: what is hidden is no question here.
        QuestionRow ToRow(Annotation note) => new(
            note.Number,
            audience.NameOf(note.Creator, header) ?? "",
            note.Targets.IsEmpty ? texts["the whole document"] : header.ClauseOf(note.Targets[0].Clause) is { } clause ? texts.NameOf(clause) : texts["a former point"],
            note.Body is { } body ? Clause.Shorten(Mentions.Named(body.Text, member => audience.NameOf(member, header), markdown: false), LongestText) : "");
    }
}
