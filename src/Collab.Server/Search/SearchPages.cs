using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Formats.Markdown;
using Collab.Server.Api;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Search;

/// <summary>The search over all documents of a seminar, as a page. It needs no script.</summary>
internal static class SearchPages
{
    private const int PageRows = 50, LongestText = 300;

    public static void Map(WebApplication app) =>
        app.Door(Right.Search).MapGet("/seminars/{seminar}/search", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string seminar, IGrainFactory grains, SeminarSearch search)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        var (words, sort, after) = (Asked("q"), Asked("sort") ?? "newest", Asked("after"));
        var model = new SearchModel(seminar, state.Title, words, sort);
        if (words is not null)
        {
            try
            {
                var found = await search.FindAsync(state, context.DemandCaller().Person, SearchApi.Query(context.Request), context.RequestAborted);
                var rest = SeminarSearch.After(SeminarSearch.Sort(found, sort), after);
                model = model with
                {
                    Count = found.Sum(one => one.Notes.Count),
                    Documents = found.Count,
                    Rows = [.. rest.Take(PageRows).Select(row => ToRow(row, context.Texts()))],
                    Next = rest.Count > PageRows ? rest[PageRows - 1].Key : null,
                    IsFirst = after is null,
                };
            }
            catch (RefusalException refusal) when (refusal.Code is "bad-query" or "bad-request")
            {
                model = model with { Refusal = refusal.Detail, RefusalCode = refusal.Code };
            }
        }

        return new RazorComponentResult<SearchPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Search = model });

        string? Asked(string name) => context.Request.Query[name].ToString().Trim() is { Length: > 0 } value ? value : null;
    }

    private static FoundRow ToRow(SeminarSearch.Found found, PageTexts text)
    {
        var (query, note) = (found.In.Query, found.Note);
        var (state, audience) = (query.State, query.Audience);
        var root = note.Thread is { } thread ? state.Find(thread) ?? note : note;
        return new FoundRow(found.In.Feed.Document, state.Header.Title, note.Number, note.Created, audience.NameOf(note.Creator, state.Header) ?? text["Somebody"])
        {
            IsReply = note.ReplyTo is not null,
            IsHidden = note.State == AnnotationState.Hidden,
            Points = [.. root.Targets.Select(target => target.Clause).Distinct().Select(state.Header.ClauseOf).OfType<Clause>().Select(clause => text.NameOf(clause))],
            Quote = note.Targets is [{ Quote.Exact: { } quote }, ..] ? Short(quote) : null,
            Text = note.Body is { } body ? Short(MarkdownRenderer.PlainTextOf(Mentions.Named(body.Text, member => audience.NameOf(member, state.Header)))) : "",
            Tags = note.Tags,
        };
    }

    private static string Short(string text) => CodePoints.Count(text) <= LongestText ? text : $"{string.Concat(text.EnumerateRunes().Take(LongestText))}…";
}
