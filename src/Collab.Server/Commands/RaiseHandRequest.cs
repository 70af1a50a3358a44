using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Asks to speak about a point.</summary>
public sealed record RaiseHandRequest : CommandRequest
{
    public required string Clause { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/hand";

    internal override IEnumerable<string> Actions => ["raise-hand"];

    internal override Command ToCommand(string actor, string request) =>
        new RaiseHand { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause };
}
