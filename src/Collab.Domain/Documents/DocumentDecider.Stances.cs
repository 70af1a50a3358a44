using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Stances;

namespace Collab.Domain.Documents;

public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Set(ClauseContext context, DocumentHeader header, SetStances command)
    {
        Demand(context, command, "run-session");
        ClauseDecider.DemandOpen(context);
        Staleness.Demand(command, header.Stances.Changed);
        var rule = new StanceRule(WordRules.Scale(command.Scale), command.Anonymous);
        if (rule.IsAs(header.Stances))
            throw new RefusalException("already", "Stances are taken so already.");
        return [new(null, new StancesSet(rule.Scale, rule.Anonymous), Words(command))];
    }
}
