using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Server.Commands;

/// <summary>Gives the text another revision: what was sent, split and paired.</summary>
public sealed record ReviseRequest : CommandRequest
{
    public required int Revision { get; init; }

    public required ImmutableArray<ClauseDraft> Drafts { get; init; }

    public required ImmutableArray<ClausePair> Pairs { get; init; }

    public string? Reason { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/revisions";

    internal override IEnumerable<string> Actions => ["revise-text"];

    internal override Command ToCommand(string actor, string request) =>
        new ReviseText { CommandId = CommandId, Actor = actor, Request = request, Revision = Revision, Drafts = Drafts, Pairs = Pairs, Reason = Reason };
}
