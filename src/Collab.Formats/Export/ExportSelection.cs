using System.Collections.Immutable;
using System.Globalization;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Formats.Export;

/// <summary>Chooses what an audience takes away of a document. A pure function.</summary>
public static class ExportSelection
{
    /// <param name="moment">The document at the moment that is exported.</param>
    /// <param name="head">The document now: its names and its policy are those of now.</param>
    /// <exception cref="RefusalException"><c>not-found</c>: the scope names a point or a note that is not there. <c>bad-request</c>: "mine" without a member.</exception>
    public static ExportDocument Of(DocumentState moment, DocumentState head, Audience audience, ExportScope scope, ExportOptions options)
    {
        var header = moment.Header;
        var address = new Uri($"{options.BaseAddress.AbsoluteUri.TrimEnd('/')}/rooms/{Uri.EscapeDataString(header.Id)}");
        ImmutableArray<Annotation> chosen = [.. Chosen(moment, audience, scope).OrderBy(a => a.Number).ThenBy(a => a.Id, StringComparer.Ordinal)];
        var notes = new NoteFactory(moment, head, audience, address, chosen.Select(note => note.Id).ToHashSet());
        var clauses = scope.Clause is null ? header.Clauses : [header.ClauseOf(scope.Clause)!];
        var arranged = new Arrangement(clauses, notes, chosen);
        var spoken = Spoken(chosen, notes);
        var stances = Stances(moment, head.Header, audience, scope).ToLookup(held => held.Stance.Clause);
        return new ExportDocument
        {
            Id = header.Id,
            Seminar = header.Seminar,
            Title = header.Title,
            Metadata = header.Metadata,
            Revision = header.Revision,
            Closed = header.Closed,
            Epoch = header.Epoch,
            Seq = header.Seq,
            At = header.At,
            Hash = header.Hash,
            Scope = scope,
            Address = address,
            Zone = options.Zone,
            Clauses = [.. arranged.Clauses(header.Locked).Select(clause => clause with { Stances = [.. stances[clause.Clause.Id]], Spoken = [.. spoken[clause.Clause.Id]] })],
            Gone = scope.Clause is not null ? [] : [.. header.Gone.Select(clause => new ExportClause(clause, false, []) { Stances = [.. stances[clause.Id]], Spoken = [.. spoken[clause.Id]] })],
            Editions = scope.Clause is { } only ? [.. header.Editions.Select(edition => edition.Only(only))] : header.Editions,
            Whole = arranged.Whole(),
            Members = Members(moment, head, audience, scope, chosen, notes, stances.SelectMany(held => held)),
            Authors = [.. Occurring(moment.Header.Authors.Values, author => author.Id, scope, chosen, notes, stances.SelectMany(held => held)).OrderBy(author => author.Number)
                .Select(author => new ExportAuthor(author.Id, (head.Header.Authors.GetValueOrDefault(author.Id) ?? author).BareFor(audience.Class)))],
            Pseudonyms = !audience.Class.SeesNames,
            Led = scope.Kind == ExportScope.Everything ? header.Led : null,
            Agenda = scope.Kind == ExportScope.Everything ? header.Proceedings.Agenda : [],
            Sessions = scope.Kind == ExportScope.Everything ? [.. SessionPhrases.Sessions(header.Proceedings, head.Header, audience)] : [],
            Stances = header.Stances,
            Relations = notes.Relations,
            Notes = arranged.Notes,
            Numbers = arranged.Numbers,
            Replies = chosen.Count(note => note.ReplyTo is not null),
        };
    }

    /// <summary>Which notes speak for which stance, by the clauses that they are about.</summary>
    private static ILookup<string, (int Number, string Stance)> Spoken(ImmutableArray<Annotation> chosen, NoteFactory notes) => chosen
        .Where(note => note.Stance is not null).Select(note => notes.Make(note, 0).Annotation).Where(note => note.State == AnnotationState.Shown && note.Stance is not null)
        .SelectMany(note => note.Targets.Select(target => target.Clause).Distinct().Select(clause => (Clause: clause, Note: (note.Number, note.Stance!))))
        .ToLookup(spoken => spoken.Clause, spoken => spoken.Note);

    private static IEnumerable<Annotation> Chosen(DocumentState moment, Audience audience, ExportScope scope)
    {
        switch (scope.Kind)
        {
            case ExportScope.Pinned:
                var pinned = moment.Pins.Select(pin => pin.Annotation).ToHashSet();
                return moment.Annotations.Where(a => pinned.Contains(a.Id));
            case ExportScope.Mine when audience.Member is null:
                throw new RefusalException("bad-request", "Nothing here is yours: you are no member. Ask for another scope.");
            case ExportScope.Mine:
                return moment.Annotations.Where(a => a.Creator == audience.Member);
            case ExportScope.Selected:
                return Selected(moment, scope.Annotations);
            case ExportScope.OneClause:
                if (moment.Header.ClauseOf(scope.Clause!) is null)
                    throw new RefusalException("not-found", "There is no such point in this document.");
                var here = moment.At(scope.Clause).Pins.Select(pin => pin.Annotation).ToHashSet();
                return moment.Annotations.Where(a => Shown(moment, a) is var root && (here.Contains(root.Id) || root.Targets.Any(t => t.Clause == scope.Clause)));
            default:
                return moment.Annotations;
        }
    }

    private static IEnumerable<Annotation> Selected(DocumentState moment, ImmutableArray<string> names)
    {
        var numbered = new Lazy<Dictionary<int, Annotation>>(() => moment.Annotations.ToDictionary(a => a.Number));
        return names.Select(name => Find(name) ?? throw new RefusalException("not-found", "A note that you selected is not in this document at this moment. Select again.")).DistinctBy(a => a.Id);

        Annotation? Find(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? numbered.Value.GetValueOrDefault(number)
            : AnnotationId.IsWellFormed(name) ? moment.Find(name) : null;
    }

    /// <summary>Stances are of the whole discussion, of a point, and one's own words.</summary>
    private static IEnumerable<ExportStance> Stances(DocumentState moment, DocumentHeader head, Audience audience, ExportScope scope) =>
        moment.Stances.Where(held => scope.Kind switch
        {
            ExportScope.Everything => true,
            ExportScope.OneClause => held.Clause == scope.Clause,
            ExportScope.Mine => held.Member == audience.Member,
            _ => false,
        }).Select(held => ExportStance.Of(held, head, audience));

    /// <summary>The note under which all of a thread stands: of a merged one that of the other.</summary>
    private static Annotation Shown(DocumentState moment, Annotation annotation) =>
        moment.Find(moment.TopOf(annotation.Id)) ?? annotation;

    private static ImmutableArray<ExportMember> Members(DocumentState moment, DocumentState head, Audience audience, ExportScope scope, ImmutableArray<Annotation> chosen, NoteFactory notes, IEnumerable<ExportStance> stances) =>
        [.. Roster.InOrder(Occurring(moment.Header.Members.Values, member => member.Id, scope, chosen, notes, stances))
            .Select(m => new ExportMember(m.Id, audience.NameOf(m.Id, head.Header) ?? "", m.Role, m.Joined, m.Removed))];

    /// <summary>All, where the scope is everything; else those who wrote, reacted, pinned, imported or said something that is exported.</summary>
    private static IEnumerable<T> Occurring<T>(IEnumerable<T> people, Func<T, string> id, ExportScope scope, ImmutableArray<Annotation> chosen, NoteFactory notes, IEnumerable<ExportStance> stances)
    {
        if (scope.Kind == ExportScope.Everything)
            return people;
        var occurring = chosen.SelectMany(a => a.Reactions.SelectMany(r => r.Members).Concat(notes.PinsOf(a.Id).Select(p => p.Pin.By)).Prepend(a.Creator)).Concat(stances.Select(held => held.Member).OfType<string>())
            .Concat(notes.Relations.Select(said => said.Relation.By)).Concat(chosen.Select(a => a.Imported?.By).OfType<string>()).ToHashSet();
        return people.Where(person => occurring.Contains(id(person)));
    }
}
