using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Grains.EventSourcing;

namespace Collab.Grains.Documents;

/// <summary>What happens to members stands in the document's log before anything that is decided after it.</summary>
public sealed partial class DocumentGrain
{
    /// <summary>
    /// What happened to members and is not in the log, because storage refuses or the log is damaged. Whoever reads is judged by it all the
    /// same, and until it is written nothing else is.
    /// </summary>
    private ImmutableArray<LogEvent> _unwritten = [];

    public async Task<long> ApplyMembershipAsync(IReadOnlyList<LogEvent> events)
    {
        if (!Exists)
            return 0;
        var news = events.Any(e => e.Seq > Header.SeminarSeq && _unwritten.All(known => known.Seq != e.Seq));
        _unwritten = [.. _unwritten.Concat(events).Where(e => e.Seq > Header.SeminarSeq).DistinctBy(e => e.Seq).OrderBy(e => e.Seq)];
        if (await WriteMembershipAsync() is null)
            return Header.Seq;
        if (news)
            _observers.Clear(); // They come again within a second, and are told the state with these members.
        return Planted.Is(Defect.MembersThoughtTold) ? Header.Seq : 0;
    }

    public async Task<Reply> EraseAsync()
    {
        if (!Exists)
            return Damage is { } damage ? Damaged(damage) : new Reply(new CommandOutcome(0));
        await AskForMembershipAsync();
        return await WriteMembershipAsync() is { } refused
            ? await OfDamageAsync(refused, e => _unwritten.Any(told => told.Data is ContentErased erased && erased.Reaches(e)))
            : await FinishErasureAsync();
    }

    /// <summary>
    /// The state, with the members as they are now. Another activation may have written what this one could not, and more behind it: only
    /// what the log still lacks goes on top.
    /// </summary>
    private DocumentState Shown => _unwritten.Where(e => e.Seq > Header.SeminarSeq).Aggregate(State.Document, (document, e) => document.Ahead(InThisLog(e)));

    /// <summary>What happened to members while the document slept.</summary>
    private async Task AskForMembershipAsync() => await ApplyMembershipAsync(await Seminar(Header.Seminar).RegisterAsync(Stream, Header.SeminarSeq));

    /// <returns>Null when the log has all that happened to members; else why it could not be written.</returns>
    private async Task<Reply?> WriteMembershipAsync()
    {
        if (_unwritten.IsEmpty)
            return null;
        var events = _unwritten;
        var reply = await WriteAsync(new LogEntry<DocumentVersion>([], "", version => Membership(version, events)));
        _unwritten = [.. _unwritten.Where(e => e.Seq > Header.SeminarSeq)];
        return reply.Outcome is null ? reply : null;
    }

    // One command may have brought about several: a deletion removes everybody.
    private static List<Decided> Membership(DocumentVersion version, IReadOnlyList<LogEvent> events) =>
        [.. events.Where(e => e.Seq > version.Document.Header.SeminarSeq).GroupBy(e => (e.Actor, e.Command)).Select(command =>
            new Decided(command.Key.Actor, command.Key.Command, "", [.. command.SelectMany(e => version.Document.Header.Proceedings.After((ToldEventData)e.Data).Prepend(new Proposal(null, InThisLog(e).Data, e.Words)))]))];

    private static LogEvent InThisLog(LogEvent e) => e with { Data = ((ToldEventData)e.Data) with { SeminarSeq = e.Seq } };
}
