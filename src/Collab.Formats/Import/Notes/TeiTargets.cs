using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Import.Notes;

/// <summary>What the pointers of annotations in a TEI file mean: a division of the text, some of its words, or a passage of another edition, which the file does not hold.</summary>
internal sealed partial class TeiTargets
{
    private const string Clause = "clause-", Words = "words-";

    private readonly Dictionary<string, (string? Label, string Text)> clauses = new(StringComparer.Ordinal);
    private readonly HashSet<string> annotations = new(StringComparer.Ordinal);

    public TeiTargets(XElement root)
    {
        foreach (var element in root.Descendants())
        {
            if (TeiNotes.Id(element) is not { } id)
                continue;
            if (element.Name.LocalName == "annotation")
                annotations.Add(id);
            else if (element.Name.LocalName == "seg" && id.StartsWith(Words, StringComparison.Ordinal))
                clauses[id[Words.Length..]] = (element.Ancestors().FirstOrDefault(above => above.Name.LocalName == "div")?.Attribute("n")?.Value, element.Value);
        }
    }

    public bool IsAnnotation(string id) => annotations.Contains(id);

    /// <summary>What the target of an annotation, or of a note in one, is; none where that is the whole text.</summary>
    public ImmutableArray<Passage> Of(XElement pointing)
    {
        string[] pointers = (pointing.Attribute("target")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var quotes = pointing.Elements().Where(note => note.Name.LocalName == "note" && note.Attribute("type")?.Value == "passage").ToLookup(note => note.Attribute("target")?.Value ?? "", note => note.Value);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. pointers.Where(pointer => !IsText(pointer)).Select(pointer => Passage(pointer, Quote(pointer)))];

        // Two passages of another edition have one address: in their order.
        string? Quote(string pointer)
        {
            var at = used.GetValueOrDefault(pointer);
            used[pointer] = at + 1;
            return quotes[pointer].ElementAtOrDefault(at);
        }
    }

    private Passage Passage(string pointer, string? quote)
    {
        var exact = quote is { Length: > 0 } ? new TextQuoteSelector(quote) : null;
        if (Range().Match(pointer) is { Success: true } range && int.TryParse(range.Groups["start"].Value, CultureInfo.InvariantCulture, out var start) && int.TryParse(range.Groups["length"].Value, CultureInfo.InvariantCulture, out var length) && start <= int.MaxValue - length)
            return Known(range.Groups["id"].Value, exact) with { Position = new TextPositionSelector(start, start + length) };
        if (TeiNotes.Local(pointer) is { } id && id.StartsWith(Clause, StringComparison.Ordinal))
            return Known(id[Clause.Length..], exact);
        return Elsewhere().Match(pointer) is { Success: true } elsewhere
            ? new Passage(elsewhere.Groups["id"].Value, null, null, exact, null, elsewhere.Groups["edition"] is { Success: true, Value: var edition } ? edition : null) { Earlier = WebAddresses.IsEarlier(pointer) }
            : new Passage(null, null, null, exact);
    }

    private Passage Known(string id, TextQuoteSelector? quote) => clauses.TryGetValue(id, out var clause) ? new Passage(id, clause.Label, clause.Text, quote) : new Passage(id, null, null, quote);

    private bool IsText(string pointer) => TeiNotes.Local(pointer) is { } id && (id == Export.Tei.TeiText.Whole || annotations.Contains(id));

    [GeneratedRegex(@"^#string-range\(words-(?<id>[^,()]+),(?<start>[0-9]{1,9}),(?<length>[0-9]{1,9})\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Range();

    [GeneratedRegex(@"^[^#]*?(\?edition=(?<edition>[a-z0-9-]+))?#clause-(?<id>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();
}
