using System.Collections.Immutable;
using System.Text.Json;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Reading;
using Collab.Domain.Rounds;
using Collab.Formats.Export;
using Collab.Formats.Hypothesis;
using Collab.Server.Feeds;

namespace Collab.Server.Hypothesis;

/// <summary>A document as Hypothesis' client shows it to one member: the notes that they may read, their private ones, and their own that wait.</summary>
internal sealed class HypothesisView
{
    private readonly HypothesisAddress _address;
    private readonly Audience _audience;
    private readonly Dictionary<string, (Annotation Note, NoteStatus Status)> _own = [];
    private readonly ImmutableHashSet<string> _flagged;

    private HypothesisView(DocumentState state, Audience audience, HypothesisAddress address, QueueState? queue) =>
        (State, _audience, _address, _flagged) = (state, audience, address, [.. (queue?.Flagged ?? []).Where(note => note.Value.Flags.Any(flag => flag.Member == audience.Member)).Select(note => note.Key)]);

    public DocumentState State { get; }

    public string Member => _audience.Member!;

    public NoteFrame Frame => new(_address.Page, _address.Authority, State.Header.Seminar, State.Header.Title, State.Header.ClausesById, State.Header.Revision, PageText.Of(State.Header));

    /// <summary>Those whom a text can name.</summary>
    public IEnumerable<(string Id, string Name)> Names => _audience.NamesIn(State.Header);

    /// <summary>Every note and reply, oldest first.</summary>
    public IEnumerable<Annotation> Notes => State.Annotations.Where(note => !note.IsGone).Concat(_own.Values.Select(own => own.Note)).OrderBy(note => note.Created).ThenBy(note => note.Number).ThenBy(note => note.Id, StringComparer.Ordinal);

    /// <summary>Without what is one's own alone: for what the document's log tells of.</summary>
    /// <exception cref="Domain.RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public static async Task<HypothesisView> OfSharedAsync(IGrainFactory grains, DocumentFeed feed, string person, HypothesisAddress address, CancellationToken cancellation)
    {
        await feed.EnsureFreshAsync(person, cancellation);
        return Of(feed.View, person, address, await grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(feed.Document)).OpenAsync());
    }

    /// <exception cref="Domain.RefusalException"><c>not-found</c>, <c>unavailable</c>.</exception>
    public static async Task<HypothesisView> OpenAsync(IGrainFactory grains, DocumentFeed feed, string person, HypothesisAddress address, CancellationToken cancellation)
    {
        await feed.EnsureFreshAsync(person, cancellation);
        var (document, view) = (feed.Document, feed.View);
        var queue = await grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(document)).OpenAsync();
        var opened = Of(view, person, address, queue);
        opened.Add((await grains.GetGrain<INotebookGrain>($"{document}/{opened.Member}").OpenAsync()).Notes.Annotations.Values, new NoteStatus(IsPrivate: true));
        opened.Add(queue.Notes.Annotations.Values.Where(note => queue.Queue.Notes[note.Id].State == WaitingState.Waiting), new NoteStatus(Waits: true));
        foreach (var round in view.State.Header.Rounds.Where(round => round.State == RoundState.Open))
            opened.Add((await grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(document, round.Id)).OpenAsync()).Notes.Annotations.Values, new NoteStatus(Waits: true));
        return opened;
    }

    public Annotation? Find(string annotation) => !AnnotationId.IsWellFormed(annotation) ? null
        : _own.TryGetValue(annotation, out var own) ? own.Note
        : AnnotationId.IsPrivate(annotation) || AnnotationId.IsSealed(annotation) ? null
        : State.Find(annotation) is { IsGone: false } note ? note : null;

    /// <summary>The elements of a list.</summary>
    public void Write(Utf8JsonWriter json, IReadOnlyCollection<Annotation> notes) => Write(json, notes, Made(notes));

    /// <summary>The notes that are not one's own alone as they leave: made of all that are to be told at once, since it goes through the whole document.</summary>
    public IReadOnlyDictionary<string, ExportNote> Made(IEnumerable<Annotation> notes)
    {
        var shared = notes.Where(note => !_own.ContainsKey(note.Id)).Select(note => note.Id).Distinct().ToImmutableArray();
        return ExportSelection.Of(State, State, _audience, new ExportScope(ExportScope.Selected, null, shared), new ExportOptions(new Uri(_address.Origin))).Notes.ToDictionary(note => note.Annotation.Id);
    }

    /// <param name="made">Of these notes, and of others.</param>
    public void Write(Utf8JsonWriter json, IEnumerable<Annotation> notes, IReadOnlyDictionary<string, ExportNote> made)
    {
        var frame = Frame;
        foreach (var note in notes)
        {
            var (one, status) = _own.TryGetValue(note.Id, out var own) ? (Own(own.Note), own.Status) : (made[note.Id], new NoteStatus(IsFlagged: _flagged.Contains(note.Id)));
            NoteWriter.Write(json, frame, one, answer => Find(answer)?.ReplyTo, status);
        }
    }

    /// <param name="queue">Whence it is known what they have flagged; null where no note is to be shown.</param>
    public static HypothesisView Of(FeedView view, string person, HypothesisAddress address, SealedState? queue = null) => new(view.State, view.AudienceOf(person), address, queue?.Queue);

    private void Add(IEnumerable<Annotation> notes, NoteStatus status)
    {
        foreach (var note in notes.Where(note => !note.IsGone && note.Creator == Member))
            _own[note.Id] = (note, status);
    }

    private ExportNote Own(Annotation note) => new()
    {
        Annotation = note with { Body = note.Body is { } body ? body with { Text = Mentions.Named(body.Text, member => _audience.NameOf(member, State.Header)) } : null },
        AsWritten = note,
        Withheld = false,
        Author = _audience.NameOf(Member, State.Header) ?? "",
        Address = new Uri(_address.Room),
        ThreadNumber = note.Number,
        ClauseNames = [],
        Cited = ([], State.Header.Revision),
    };
}
