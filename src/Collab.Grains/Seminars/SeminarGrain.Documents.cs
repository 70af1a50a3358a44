using Collab.Contracts.Documents;
using Collab.Domain.Events;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.Seminars;

public sealed partial class SeminarGrain
{
    /// <summary>Everything that happened to members, in order: documents write it to their own logs.</summary>
    private readonly List<LogEvent> _memberEvents = [];

    /// <summary>The documents that are awake, each with the seq up to which it has the members' events.</summary>
    private readonly Dictionary<string, long> _awake = [];

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    private IGrainTimer? _telling;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Nobody can say which documents are awake: the next change is told to all of them.
        foreach (var document in State.Documents)
            _awake[document] = 0;
        if (Exists)
            await ReadMemberEventsAsync();
        await ResumeErasuresAsync();
    }

    public async Task<IReadOnlyList<LogEvent>> RegisterAsync(string document, long after)
    {
        await EnsureNewestAsync();
        _awake[document] = Math.Max(after, _awake.GetValueOrDefault(document));
        return [.. _memberEvents.Where(e => e.Seq > after)];
    }

    public Task UnregisterAsync(string document)
    {
        _awake.Remove(document);
        return Task.CompletedTask;
    }

    protected override void OnDurable(IReadOnlyList<LogEvent> events) => _memberEvents.AddRange(events.Where(e => e.Data is MemberEventData));

    // A document that wakes later must not write the name to its log again.
    protected override async Task RemoveWordsAsync(bool always)
    {
        await base.RemoveWordsAsync(always);
        var erasures = _memberEvents.Where(e => e.Data is ContentErased).ToList();
        for (var i = 0; i < _memberEvents.Count; i++)
            _memberEvents[i] = erasures.Where(erasure => erasure.Seq > _memberEvents[i].Seq).Aggregate(_memberEvents[i], (e, erasure) => ((ContentErased)erasure.Data).Erase(e));
    }

    private async Task ReadMemberEventsAsync()
    {
        for (long after = 0; await Log.ReadAsync(Stream, after, 1000) is { Count: > 0 } page; after = page[^1].Seq)
            _memberEvents.AddRange(page.Select(EventCodec.Read).Where(e => e.Data is MemberEventData));
    }

    /// <summary>True when every document that is awake has all that happened to members in its log.</summary>
    private async Task<bool> PublishMembershipAsync()
    {
        if (_memberEvents.Count == 0)
            return true;
        var told = await Task.WhenAll(_awake.Where(d => d.Value < _memberEvents[^1].Seq).Select(d => TellAsync(d.Key, d.Value)));
        return told.All(t => t);
    }

    /// <summary>Until every document that is awake has been told, also those that did not answer.</summary>
    private void TellAgain() => _telling ??= this.RegisterGrainTimer(
        async () =>
        {
            if (!await PublishMembershipAsync())
                return;
            _telling?.Dispose();
            _telling = null;
        },
        new GrainTimerCreationOptions(TellEvery, TellEvery) { Interleave = true, KeepAlive = true });

    private async Task<bool> TellAsync(string document, long known)
    {
        var head = _memberEvents[^1].Seq;
        try
        {
            var written = await GrainFactory.GetGrain<IDocumentGrain>(document).ApplyMembershipAsync([.. _memberEvents.Where(e => e.Seq > known)]);
            // A document that is only being imported has written nothing: it registers again when it is there.
            if (written > 0 && _awake.TryGetValue(document, out var told))
                _awake[document] = Math.Max(told, head);
            return true;
        }
        catch (Exception failure)
        {
            LogNotTold(logger, failure, document, Stream);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {Document} could not be told of a change of membership in {Seminar}; it is told again in a second")]
    private static partial void LogNotTold(ILogger logger, Exception failure, string document, string seminar);
}
