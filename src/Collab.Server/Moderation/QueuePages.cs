using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Formats.Markdown;
using Collab.Server.Feeds;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Moderation;

/// <summary>The queue of a seminar's moderators, as a page.</summary>
internal static class QueuePages
{
    public static void Map(WebApplication app) =>
        app.Door(Right.SeeQueue).MapGet("/seminars/{seminar}/queue", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        var lists = await QueueRows.ReadAsync(state, context.Seat().NamesOf(state), feeds, grains, context.RequestAborted);
        var texts = context.Texts();
        var clauses = (await feeds.OpenReadableAsync(state.Documents)).SelectMany(feed => feed.State.Header.EveryClause.Select(clause => (feed.Document, clause))).ToDictionary(each => (each.Document, each.clause.Id), each => each.clause);
        var model = new QueueModel(seminar, state.Title, [.. lists.Open.Select(Row)], [.. lists.Decided.Select(Row)]);
        return new RazorComponentResult<QueuePage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Queue = model });

        QueueRow Row(QueueRows.Row row) => ToRow(row, row.Clause is { } id && clauses.TryGetValue((row.Document, id), out var clause) ? texts.NameOf(clause) : null);
    }

    private static QueueRow ToRow(QueueRows.Row row, string? point) => new(row.Document, row.Title, row.Annotation, row.Kind, row.State, row.Author, row.At, row.AsOf, row.Seq)
    {
        Point = point,
        Number = row.Number,
        IsReply = row.IsReply == true,
        Quote = row.Quote,
        Text = row.Text is { } text ? MarkdownRenderer.PlainTextOf(text) : null,
        Said = row.Said,
        Stance = row.Stance,
        StanceGone = row.StanceGone == true,
        Flags = [.. (row.Flags ?? []).Select(flag => new QueueFlag(flag.By, flag.At, flag.Reason))],
        By = row.By,
        DecidedAt = row.DecidedAt,
        Reason = row.Reason,
    };
}
