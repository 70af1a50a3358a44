using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Pins;
using Collab.Domain.Planting;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Relations;
using Collab.Domain.Revisions;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>Makes the notes of an export: every word of them has gone through the domain's policy.</summary>
internal sealed class NoteFactory
{
    private readonly DocumentState moment;
    private readonly DocumentState head;
    private readonly Audience audience;
    private readonly Uri address;
    private readonly Dictionary<string, (int Index, string Name)> clauses;
    private readonly ILookup<string, ExportPin> pins;
    private readonly ILookup<string, ExportRelation> relations;
    private readonly Dictionary<(int Revision, string Clause), Clause?> former = [];

    /// <param name="chosen">The ids of all that are exported: between others nothing is said.</param>
    public NoteFactory(DocumentState moment, DocumentState head, Audience audience, Uri address, IReadOnlySet<string> chosen)
    {
        (this.moment, this.head, this.audience, this.address) = (moment, head, audience, address);
        clauses = moment.Header.EveryClause.Select((clause, index) => (clause, index)).ToDictionary(c => c.clause.Id, c => (c.index, NameOf(c.clause, moment.Header)));
        pins = moment.Header.EveryClause.SelectMany(clause => moment.At(clause.Id).Pins.Select(Pin)).ToLookup(pin => pin.Pin.Annotation);
        Relations = [.. moment.Header.Relations.Where(said => chosen.Contains(said.From) && chosen.Contains(said.To) && Relation.IsTold(said.From, said.To, head, audience)).Select(Make)];
        relations = Relations.SelectMany(said => new[] { (Of: said.Relation.From, said), (Of: said.Relation.To, said) }).ToLookup(said => said.Of, said => said.said);
    }

    /// <summary>What the exported notes are to each other.</summary>
    public ImmutableArray<ExportRelation> Relations { get; }

    /// <summary>The pins of a note in the order of the text.</summary>
    public IEnumerable<ExportPin> PinsOf(string annotation) => pins[annotation];

    /// <summary>The name of a clause at the moment: "point 3".</summary>
    public string NameOf(string clause) => clauses[clause].Name;

    /// <summary>The clauses at which a thread belongs, in the order of the text: those that it is about, and those that it is pinned to.</summary>
    public ImmutableArray<string> PlacesOf(Annotation annotation)
    {
        var root = Root(annotation);
        return [.. root.Targets.Select(t => t.Clause).Concat(pins[root.Id].Select(p => p.Pin.Clause)).Distinct().Where(clauses.ContainsKey).OrderBy(c => clauses[c].Index)];
    }

    /// <summary>"point 3", or "point 3 of revision 1" where it is gone.</summary>
    public static string NameOf(Clause clause, DocumentHeader header) => header.ClausesById.ContainsKey(clause.Id) ? clause.Name : $"{clause.Name} of revision {header.LastRevisionOf(clause.Id)}";

    public ExportNote Make(Annotation annotation, int depth)
    {
        var (shown, withheld) = Planted.Is(Defect.HiddenBodyInExport) ? new AnnotationView(annotation, false) : AnnotationView.Of(annotation, head, audience);
        var about = Root(annotation).Targets;
        return new ExportNote
        {
            Annotation = Named(shown),
            AsWritten = shown,
            Withheld = withheld,
            Author = NameOfMember(shown.Creator),
            SaidBy = shown.Said is { } said ? said.Speaker ?? NameOfMember(said.Member!) : null,
            Address = new Uri($"{address}/notes/{shown.Number}"),
            Depth = depth,
            ReplyToNumber = shown.ReplyTo is { } parent ? moment.Find(parent)?.Number : null,
            ThreadNumber = Root(annotation).Number,
            ClauseNames = ClauseNames(annotation),
            Earlier = [.. (depth == 0 && shown.ReplyTo is not null ? about : shown.Targets).Where(IsEarlier).Select(Former)],
            IsOfEarlier = about.Any(IsEarlier),
            On = [.. about.Where(target => !IsEarlier(target)).Select(target => target.Clause)],
            Cited = CitedOf(annotation),
            Pins = [.. pins[shown.Id]],
            Relations = [.. relations[shown.Id]],
            MergedIntoNumber = shown.MergedInto is { } other ? moment.Find(other)?.Number : null,
            Reactions = [.. shown.Reactions.Select(r => new ExportReaction(r.Emoji, r.Members, [.. r.Members.Select(NameOfMember)]))],
        };
    }

    private Annotation Named(Annotation annotation) => annotation with
    {
        Body = Named(annotation.Body),
        History = [.. annotation.History.Select(wording => wording with { Body = Named(wording.Body) })],
    };

    private Body? Named(Body? body) => body is null ? null : body with { Text = Mentions.Named(body.Text, member => audience.NameOf(member, head.Header)) };
    private ImmutableArray<string> ClauseNames(Annotation annotation) =>
        [.. Root(annotation).Targets.Select(t => t.Clause).Distinct().Where(clauses.ContainsKey).OrderBy(c => clauses[c].Index).Select(NameOf)];

    private bool IsEarlier(Target target) => ReviewQueue.IsUnplaced(target, moment.Header.Revision);

    /// <summary>The clause as it was called in the text that the target is on: its number may be another's by now.</summary>
    private EarlierPlace Former(Target target)
    {
        if (!former.TryGetValue((target.Revision, target.Clause), out var clause))
            former[(target.Revision, target.Clause)] = clause = moment.Header.ClauseIn(target.Revision, target.Clause) ?? moment.Header.ClauseOf(target.Clause);
        return new(target, clause);
    }

    /// <summary>What a line that cites the note says of where it is: the clauses as that revision calls them, and the revision.</summary>
    private (ImmutableArray<string> Names, int Revision) CitedOf(Annotation annotation)
    {
        var about = Root(annotation).Targets;
        var earlier = about.Where(IsEarlier).ToList();
        if (earlier.Count == 0)
            return (ClauseNames(annotation), moment.Header.Revision);
        // On texts of more than one revision each place says its own.
        return earlier.Count == about.Length && earlier.Select(target => target.Revision).Distinct().Count() == 1
            ? ([.. earlier.Select(target => Former(target).Name).Distinct()], earlier[0].Revision)
            : ([.. about.Select(target => IsEarlier(target) ? Former(target).Said : NameOf(target.Clause)).Distinct()], moment.Header.Revision);
    }

    private ExportRelation Make(Relation said)
    {
        var (from, to) = (moment.Find(said.From)!, moment.Find(said.To)!);
        return new(said, from.Number, ClauseNames(from), to.Number, ClauseNames(to), NameOfMember(said.By));
    }

    private Annotation Root(Annotation annotation) => annotation.Thread is { } thread ? moment.Find(thread) ?? annotation : annotation;

    /// <summary>What the audience may call a member.</summary>
    public static string NameOf(string member, DocumentHeader head, Audience audience) => audience.NameOf(member, head) is { Length: > 0 } name ? name : "a former member";

    private string NameOfMember(string member) => NameOf(member, head.Header, audience);

    private ExportPin Pin(Pin pin, int order) =>
        new(pin, order, NameOf(pin.Clause), NameOfMember(pin.By), pin.Supersedes is { } old && AnnotationId.IsWellFormed(old) ? moment.Find(old)?.Number : null);
}
