using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Documents;

namespace Collab.Server.Commands;

/// <summary>Lays another edition beside the first: what was sent, split and aligned.</summary>
public sealed record AddEditionRequest : CommandRequest
{
    public string? Edition { get; init; }

    public required string Language { get; init; }

    public required string Title { get; init; }

    public required ImmutableArray<ClauseDraft> Drafts { get; init; }

    public required ImmutableArray<string> ClauseIds { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/editions";

    internal override IEnumerable<string> Actions => ["add-edition"];

    internal override Command ToCommand(string actor, string request) => new AddEdition
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Edition = Edition,
        Language = Language,
        Title = Title,
        Drafts = Drafts,
        ClauseIds = ClauseIds,
    };
}
