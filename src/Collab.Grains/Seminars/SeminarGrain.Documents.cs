using Collab.Contracts.Documents;
using Collab.Domain.Events;
using Microsoft.Extensions.Logging;

namespace Collab.Grains.Seminars;

public sealed partial class SeminarGrain
{
    /// <summary>Everything that documents are told, in order: they write it to their own logs.</summary>
    private readonly List<LogEvent> _told = [];

    /// <summary>The documents that are awake, each with the seq up to which it has what it was told.</summary>
    private readonly Dictionary<string, long> _awake = [];

    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(1), TellAgainAtLeastAfter = TimeSpan.FromSeconds(30);

    private IGrainTimer? _telling;
    private TimeSpan _pause;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Nobody can say which documents are awake: the next change is told to all of them.
        foreach (var document in State.Documents)
            _awake[document] = 0;
        if (Exists)
            await ReadToldAsync();
        await ResumeErasuresAsync();
    }

    public async Task<IReadOnlyList<LogEvent>> RegisterAsync(string document, long after)
    {
        await EnsureNewestAsync();
        _awake[document] = Math.Max(after, _awake.GetValueOrDefault(document));
        return [.. _told.Where(e => e.Seq > after)];
    }

    public Task UnregisterAsync(string document)
    {
        _awake.Remove(document);
        return Task.CompletedTask;
    }

    protected override void OnDurable(IReadOnlyList<LogEvent> events) => _told.AddRange(events.Where(e => e.Data is ToldEventData));

    // A document that wakes later must not write the name to its log again.
    protected override async Task RemoveWordsAsync(bool always)
    {
        await base.RemoveWordsAsync(always);
        var erasures = _told.Where(e => e.Data is ContentErased).ToList();
        for (var i = 0; i < _told.Count; i++)
            _told[i] = erasures.Where(erasure => erasure.Seq > _told[i].Seq).Aggregate(_told[i], (e, erasure) => ((ContentErased)erasure.Data).Erase(e));
    }

    private async Task ReadToldAsync()
    {
        for (long after = 0; await Log.ReadAsync(Stream, after, 1000) is { Count: > 0 } page; after = page[^1].Seq)
            _told.AddRange(page.Select(EventCodec.Read).Where(e => e.Data is ToldEventData));
    }

    /// <summary>
    /// Tells the documents that are awake what happened. One that cannot write it down just now judges by it all the same; it is
    /// told again until its log has it, and so is one that did not answer.
    /// </summary>
    /// <returns>True when all of them go by it.</returns>
    private async Task<bool> PublishMembershipAsync()
    {
        if (_told.Count == 0)
            return true;
        var heard = await Task.WhenAll(_awake.Where(d => d.Value < _told[^1].Seq).Select(d => TellAsync(d.Key, d.Value)));
        if (!heard.All(h => h) || HasUnwritten)
            TellAgain();
        return heard.All(h => h);
    }

    /// <summary>Whether a document has not yet written what it was told; one that is only being imported has no log to write to.</summary>
    private bool HasUnwritten => _awake.Any(d => d.Value < _told[^1].Seq && State.Documents.Contains(d.Key));

    private void TellAgain()
    {
        if (_telling is not null)
            return;
        _pause = TellAgainAfter;
        _telling = this.RegisterGrainTimer(TellTheRestAsync, new GrainTimerCreationOptions(_pause, _pause) { Interleave = true, KeepAlive = true });
    }

    private async Task TellTheRestAsync()
    {
        if (await PublishMembershipAsync() && !HasUnwritten)
        {
            _telling?.Dispose();
            _telling = null;
            return;
        }

        // A log that is damaged is not written until an operator has restored it.
        _pause = _pause * 2 < TellAgainAtLeastAfter ? _pause * 2 : TellAgainAtLeastAfter;
        _telling?.Change(_pause, _pause);
    }

    private async Task<bool> TellAsync(string document, long known)
    {
        var head = _told[^1].Seq;
        try
        {
            var written = await GrainFactory.GetGrain<IDocumentGrain>(document).ApplyMembershipAsync([.. _told.Where(e => e.Seq > known)]);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {Document} could not be told of a change of membership in {Seminar}; it is told again soon")]
    private static partial void LogNotTold(ILogger logger, Exception failure, string document, string seminar);
}
