using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Grains.EventSourcing;
using Collab.Storage;

namespace Collab.Grains.Documents;

/// <summary>The pause between two notes of one member. Only the document knows what they wrote at all its points.</summary>
public sealed partial class DocumentGrain
{
    /// <exception cref="RefusalException"><c>rate-limited</c>.</exception>
    private ImmutableArray<Proposal> Paced(DocumentVersion version, Command command, ImmutableArray<Proposal> proposals) =>
        PaceRefusal(version, command) is { } refusal ? throw refusal : proposals;

    /// <summary>Who is too fast is refused alone: what a clause decided together with it stands.</summary>
    private List<Decided> Paced(DocumentVersion version, IReadOnlyList<Decision> decisions)
    {
        var decided = new List<Decided>(decisions.Count);
        foreach (var (command, proposals) in decisions)
        {
            var refusal = PaceRefusal(version, command);
            decided.Add(new Decided(command.Actor, command.CommandId, command.Request, proposals) { Earlier = refusal is null ? null : Reply.Refused(refusal) });
            if (refusal is null && SlowMode.Concerns(version.Document.Header, command))
                version = version with { Wrote = version.Wrote.SetItem(command.Actor, Time.GetTimestamp()) };
        }

        return decided;
    }

    private RefusalException? PaceRefusal(DocumentVersion version, Command command) =>
        SlowMode.Concerns(version.Document.Header, command) && version.Wrote.TryGetValue(command.Actor, out var last)
            ? SlowMode.Refusal(version.Document.Header.SlowMode, Time.GetElapsedTime(last))
            : null;

    /// <summary>What was done before is answered as then, however soon it is sent again.</summary>
    private async Task<ImmutableArray<Reply>> AnsweredAsync(IReadOnlyList<Decision> decisions, ImmutableArray<Reply> replies)
    {
        for (var i = 0; i < replies.Length; i++)
        {
            if (replies[i].Code == "rate-limited")
                replies = replies.SetItem(i, await FindCommandAsync(decisions[i].Command) ?? replies[i]);
        }

        return replies;
    }
}
