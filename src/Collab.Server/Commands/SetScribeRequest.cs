using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Says who may note what others say aloud, beside moderators.</summary>
public sealed record SetScribeRequest : CommandRequest
{
    /// <summary>Null for nobody.</summary>
    public string? Member { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/scribe";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new SetScribe { CommandId = CommandId, Actor = actor, Request = request, Member = Member, AsOf = AsOf };
}
