using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Import.Notes;

/// <summary>What the annotations of a file are about: passages, other annotations, or the whole of what they were made on.</summary>
internal sealed class WebAnnotationTargets
{
    private const string Mark = AnnotationLd.ClauseMark;

    private readonly IReadOnlySet<string> notes;
    private readonly bool onePage;
    private readonly Dictionary<string, (string? Label, string? Text)> clauses = new(StringComparer.Ordinal);

    /// <param name="notes">The ids of all annotations of the file.</param>
    public WebAnnotationTargets(JsonElement root, IReadOnlyList<JsonElement> items, IReadOnlySet<string> notes)
    {
        this.notes = notes;
        foreach (var clause in root.List("collab:clauses").Concat(root.List("collab:editions").SelectMany(edition => edition.List("collab:clauses"))))
        {
            if (clause.Text("id") is { } id)
                clauses[id] = (clause.Text("collab:label"), clause.Text("collab:text"));
        }

        // Where several texts were annotated, what is about the whole of one may be about another text than this.
        onePage = items.SelectMany(TargetsOf).Select(Source).OfType<string>().Where(source => !notes.Contains(source))
            .Select(Whole).Distinct(StringComparer.Ordinal).Take(2).Count() < 2;
    }

    /// <summary>The annotation that this one answers; null where it is about a passage.</summary>
    public string? ParentOf(JsonElement item)
    {
        var answered = TargetsOf(item).Select(Source).FirstOrDefault(source => source is not null && notes.Contains(source));
        // One that answers something has a parent, whether the file holds that or not.
        return answered ?? (item.Texts("motivation").Contains(Motivations.Replying) ? TargetsOf(item).Select(Source).FirstOrDefault() ?? "" : null);
    }

    public ImmutableArray<Passage> PassagesOf(JsonElement item) => [.. TargetsOf(item).Select(PassageOf).OfType<Passage>()];

    /// <summary>A clause that is named by its address in the file.</summary>
    /// <param name="edition">The edition whose words are meant; null for the first.</param>
    public Passage ClauseOf(string address, string? edition)
    {
        var (label, text) = clauses.GetValueOrDefault(address);
        return new Passage(address[(address.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? at + Mark.Length : 0)..], label, text, null, null, edition);
    }

    /// <summary>Null for what is about the whole of the text.</summary>
    private Passage? PassageOf(JsonElement target)
    {
        if (WebAnnotationSets.Is(target))
            return new Passage(null, null, null, null);
        var source = Source(target) ?? "";
        var quote = Selectors.Quote(Selectors.Find(target, "TextQuoteSelector"));
        if (source.Contains(Mark, StringComparison.Ordinal))
            return ClauseOf(source, target.Text("collab:edition")) with { Quote = quote, Position = Selectors.PositionIn(target), Earlier = WebAddresses.IsEarlier(source) };
        return quote is null && onePage && target.Get("selector") is null ? null : new Passage(null, null, null, quote);
    }

    /// <summary>Where a note of another document was in that, where its export says both.</summary>
    private static IEnumerable<JsonElement> TargetsOf(JsonElement item) => item.List(item.Get("collab:target") is null ? "target" : "collab:target").SelectMany(WebAnnotationSets.Of);

    private static string? Source(JsonElement target) => target.Text() ?? target.Text("source") ?? target.Get("source")?.Text("id") ?? target.Text("id");

    /// <summary>The address without the part of it that is meant; an earlier text is of the same page.</summary>
    private static string Whole(string source) => source.Split('#', '?')[0] is var page && WebAddresses.IsEarlier(source) && page.EndsWith("/reading", StringComparison.Ordinal) ? page[..^"/reading".Length] : page;
}
