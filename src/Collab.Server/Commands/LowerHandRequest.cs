using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes a hand down.</summary>
public sealed record LowerHandRequest : CommandRequest
{
    /// <summary>Whose; null for one's own. Another's takes the right to run the session.</summary>
    public string? Member { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/hand/lower";

    internal override IEnumerable<string> Actions => [Member is null ? "raise-hand" : "run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new LowerHand { CommandId = CommandId, Actor = actor, Request = request, Member = Member };
}
