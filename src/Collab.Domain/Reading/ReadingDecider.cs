using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Reading;

/// <summary>Decides what a member notes for themselves about their reading. Nobody else is told of it.</summary>
public static class ReadingDecider
{
    /// <summary>How many points and threads of a document a member may watch, or have said that they do not.</summary>
    public const int MostWatched = 1_000;

    /// <returns>Nothing where it was so already.</returns>
    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public static ImmutableArray<Proposal> Decide(ClauseContext context, ReadMarks marks, Command command)
    {
        PermissionTable.Demand("write-private-note", ClauseDecider.RoleOf(context, command.Actor));
        return command switch
        {
            MarkRead read => Mark(marks, read),
            SetWatch watch => Watch(context, marks, watch),
            _ => throw new ArgumentException($"{command.GetType().Name} is not about reading.", nameof(command)),
        };
    }

    private static ImmutableArray<Proposal> Mark(ReadMarks marks, MarkRead command)
    {
        if (command.Epoch.Length is 0 or > 64 || command.UpTo < 0 || command.Seqs.Length > MarkRead.Most || command.Seqs.Any(seq => seq < 1))
            throw new RefusalException("bad-request", $"Send the epoch of the document, and as upTo and seqs whole numbers of its log; at most {MarkRead.Most} of them.");
        var same = command.Epoch == marks.Epoch;
        var known = same ? marks.UpTo : -1;
        ImmutableArray<long> fresh = [.. command.Seqs.Where(seq => seq > Math.Max(known, command.UpTo) && !(same && marks.Seqs.BinarySearch(seq) >= 0)).Distinct().Order()];
        return command.UpTo <= known && fresh.IsEmpty ? [] : [new(null, new ReadMarked(command.Epoch, command.UpTo, fresh))];
    }

    private static ImmutableArray<Proposal> Watch(ClauseContext context, ReadMarks marks, SetWatch command)
    {
        if (!IsPlace(context, command.Place))
            throw new RefusalException("not-found", "There is no such point and no such thread in this document.");
        if (marks.Watched.TryGetValue(command.Place, out var on) && on == command.On)
            return [];
        if (marks.Watched.Count >= MostWatched && !marks.Watched.ContainsKey(command.Place))
            throw new RefusalException("bad-request", $"You have said of {MostWatched} points and threads whether you watch them. There is no room for more here.");
        return [new(null, new WatchSet(command.Place, command.On))];
    }

    private static bool IsPlace(ClauseContext context, string place)
    {
        if (context.Clauses.ContainsKey(place))
            return true;
        return AnnotationId.IsWellFormed(place) && !AnnotationId.IsPrivate(place) && !AnnotationId.IsSealed(place)
            && (AnnotationId.HomeOf(place) is not { } home || context.Clauses.ContainsKey(home));
    }
}
