using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Seminars;

namespace Collab.Domain.Documents;

/// <summary>Other editions of the text.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Add(ClauseContext context, DocumentHeader header, AddEdition command)
    {
        Demand(context, command, "add-edition");
        ClauseDecider.DemandOpen(context);
        if (!Edition.IsLanguage(command.Language))
            throw new RefusalException("bad-language", "The language is a tag such as “de”, “pt-BR” or “zh-Hant”. Send one.");
        var id = command.Edition ?? command.Language.ToLowerInvariant();
        if (!Edition.IsName(id))
            throw new RefusalException("bad-request", "An edition is called by lower-case letters, digits and hyphens, 35 at most, and not “first”. Choose another name.");
        if (header.Editions.Length >= Edition.Most)
            throw new RefusalException("bad-request", $"A document has at most {Edition.Most} editions beside the first.");
        if (header.Editions.Any(known => known.Id == id))
            throw new RefusalException("already", $"There is an edition “{id}” of this document already, and its words do not change: notes stand on them. Give this one another name, such as “{Another(header, id)}”.");
        // In the order of the document, each once: so its clauses stand side by side with the first's.
        var places = header.Clauses.Select((clause, i) => (clause.Id, i)).ToDictionary(known => known.Id, known => known.i);
        var last = -1;
        foreach (var clause in command.ClauseIds)
        {
            if (!places.TryGetValue(clause, out var place) || place <= last)
                throw new RefusalException("not-aligned", "The alignment names a point that is not in this document, or one twice. Take a preview again.");
            last = place;
        }

        if (command.Drafts.IsEmpty || command.Drafts.Length != command.ClauseIds.Length || command.Drafts.Any(draft => string.IsNullOrWhiteSpace(draft.Text)))
            throw new RefusalException("not-aligned", "An edition has a text for each of its points, and at least one.");
        var clauses = TextRevision.Clauses(command.Drafts, command.ClauseIds);
        return [new(null, new EditionAdded(id, command.Language, SeminarDecider.CheckTitle(command.Title), 1, command.Text, command.ClauseIds) { Clauses = clauses }, Words(command))];
    }

    /// <summary>The first name of its kind that is free: “de-2”. Of one that leaves no room for that its beginning.</summary>
    private static string Another(DocumentHeader header, string id)
    {
        var kind = id[..Math.Min(id.Length, Edition.LongestTag - "-17".Length)].TrimEnd('-');
        return Enumerable.Range(2, Edition.Most + 1).Select(n => $"{kind}-{n}").First(name => header.Editions.All(known => known.Id != name));
    }
}
