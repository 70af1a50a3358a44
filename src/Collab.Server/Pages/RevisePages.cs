using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Formats.Import;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>A new revision of a text, by plain forms: paste, look, correct, apply.</summary>
internal static class RevisePages
{
    /// <summary>Characters of a part in the list of all.</summary>
    private const int Beginning = 90;

    /// <summary>Bytes that a draft unpacks to at most: the longest text, with what is around its parts.</summary>
    private const long MostUnpacked = 3L * ImportLimits.MaxBytes;

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/rooms/{document}/revise").ExcludeFromDescription();
        pages.Door(Right.ReviseText).MapGet("", (HttpContext context, string document, DocumentFeeds feeds) => PageAsync(context, document, feeds));
        var upload = new UploadLimit(UploadLimit.MostBytes(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value));
        pages.Door(Right.ReviseText).MapPost("", PostAsync).WithMetadata(upload).WithRequestTimeout(UploadLimit.Timeout);
    }

    private static async Task<IResult> PostAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands, RateLimits limits)
    {
        IFormCollection form = FormCollection.Empty;
        TextDraft? draft = null;
        IDisposable? place = null;
        try
        {
            place = limits.BeginImport(context.DemandCaller().Person);
            UploadLimit.TakeLongFields(context);
            form = await Forms.ReadAsync(context);
            var read = await DraftAsync(form, context.RequestAborted);
            DraftValidation.Check(read);
            draft = read;
            if (form["action"] != "apply")
                return await PageAsync(context, document, feeds, form, draft);
            var feed = await FeedAsync(context, document, feeds);
            if (!int.TryParse(form["revision"], out var revision))
                throw new RefusalException("bad-request", "The form is not whole. Begin again, and copy your text first.");
            var revised = await RevisionsApi.ApplyAsync(context, feed, commands, CommandRequest.ParseCommandId(form["commandId"]), revision, draft, Pairs(feed.State.Header, revision, form, draft), form.Text("reason"));
            return PlainPages.SeeOther(context, $"/rooms/{document}/revisions/{revised.Revision}");
        }
        catch (Exception error) when (Problem.Of(error, writing: true) is { Code: not "internal" })
        {
            var problem = Problem.Of(error, writing: true);
            problem.SetHeaders(context.Response);
            return await PageAsync(context, document, feeds, form, draft, problem, anew: problem.Code is "stale" or "not-paired");
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>The text as a file or a field brings it, or as the preview has split it.</summary>
    private static async Task<TextDraft> DraftAsync(IFormCollection form, CancellationToken cancellation)
    {
        if (form.Text("draft") is { } packed)
        {
            var split = StrictJson.Read<ImportApi.CorrectedClause[]>((await KeptFile.UnpackAsync(packed, MostUnpacked, TextCheck.TooLarge(), cancellation)).Span);
            return new TextDraft(null, DocumentMetadata.Empty, [.. split.Select(part => new ClauseDraft(part.Label, part.Kind, part.Level, part.Text))], []);
        }

        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return TextImport.Split(form["text"].ToString().ReplaceLineEndings("\n"), TextImport.FormatNamed(form.Text("format") ?? "text"));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        return TextImport.Split(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), file.FileName);
    }

    private static ImmutableArray<ClausePair> Pairs(DocumentHeader header, int revision, IFormCollection form, TextDraft draft)
    {
        var proposed = RevisionPreview.PairsOf(header, revision, draft.Clauses, null, new HashSet<int>());
        if (!form.ContainsKey("draft"))
            return proposed;
        var clauses = header.TextOf(revision)!.Value;
        var (pairs, confirmed) = PairingForm.Read(form, proposed, clauses, draft.Clauses.Count);
        return Pairing.Correct(clauses, draft.Clauses, proposed, pairs, confirmed);
    }

    /// <param name="anew">Whether what the form says of pairs holds no more: the text stays, and is paired anew.</param>
    private static async Task<IResult> PageAsync(HttpContext context, string document, DocumentFeeds feeds, IFormCollection? form = null, TextDraft? draft = null, Problem? problem = null, bool anew = false)
    {
        var state = (await FeedAsync(context, document, feeds)).State;
        var model = new ReviseModel(document, state.Header.Title, state.Header.Revision)
        {
            Antiforgery = Forms.Field(context),
            CommandId = (anew ? null : form?.Text("commandId")) ?? Guid.NewGuid().ToString(),
            Text = form?["text"].ToString() ?? "",
            Reason = form?.Text("reason"),
            Error = problem?.Detail,
            ErrorCode = problem?.Code,
            Closed = state.Header.Closed,
        };
        if (draft is not null)
            model = With(model, state, draft, Pairs(state.Header, state.Header.Revision, anew ? FormCollection.Empty : form!, draft)) with { Draft = await KeptFile.PackAsync(Written(draft), context.RequestAborted) };
        return new RazorComponentResult<RevisePage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Held = model }) { StatusCode = problem?.Status };
    }

    /// <summary>The text as it was split.</summary>
    private static byte[] Written(TextDraft draft) => JsonSerializer.SerializeToUtf8Bytes(draft.Clauses.Select(part => new ImportApi.CorrectedClause(part.Kind, part.Text, part.Level, part.Label)), StrictJson.Options);

    private static ReviseModel With(ReviseModel model, DocumentState state, TextDraft draft, ImmutableArray<ClausePair> pairs)
    {
        var preview = RevisionPreview.Of(state, draft.Clauses, pairs);
        var fresh = 0;
        var next = TextRevision.Clauses(draft.Clauses, Pairing.Ids(pairs, draft.Clauses.Count, () => $"new {fresh++}"));
        var touched = preview.Touched.ToLookup(outcome => state.Find(outcome.Annotation)!.Targets[outcome.Target].Clause, outcome => new RevisionNote(state.Find(outcome.Annotation)!.Number, outcome.State.ToString().ToLowerInvariant()));
        var shown = pairs.Where(pair => !pair.Sure || pair.Change != ClauseChange.Unchanged).ToList();
        var withFields = PairingForm.WithFields(shown);
        var known = state.Header.ClausesById;
        return model with
        {
            Warnings = draft.Warnings,
            Parts = [.. draft.Clauses.Select(part => Clause.Shorten($"{part.Label} {part.Text}".Trim(), Beginning))],
            Same = pairs.Length - shown.Count,
            Notes = (preview.Count(AnchorState.Unchanged), preview.Count(AnchorState.Moved), preview.Count(AnchorState.Ambiguous), preview.Count(AnchorState.Orphaned)),
            Changes = [.. RevisionPages.ToChanges(shown.Select(pair => new TextChange(pair.Change, [.. pair.Clauses.Select(id => known[id])], [.. pair.Parts.Select(part => next[part])])), state.Header).Zip(shown, (change, pair) => change with
            {
                Unsure = !pair.Sure,
                HasFields = withFields.Contains(pair),
                Parts = PairingForm.Of(pair),
                Notes = [.. pair.Clauses.SelectMany(clause => touched[clause])],
            })],
        };
    }

    private static async Task<DocumentFeed> FeedAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        return feed;
    }
}
