using Collab.Domain;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Watches a point or a thread, or does no longer.</summary>
public sealed record SetWatchRequest : CommandRequest
{
    /// <summary>A point; or <see cref="Thread"/>.</summary>
    public string? Clause { get; init; }

    /// <summary>The note that began a thread.</summary>
    public string? Thread { get; init; }

    public required bool On { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/watch";

    internal override IEnumerable<string> Actions => ["write-private-note"];

    internal override bool IsPrivate => true;

    internal override Command ToCommand(string actor, string request) => Clause is null == Thread is null
        ? throw new RefusalException("bad-request", "Send either the clause or the thread that is meant.")
        : new SetWatch { CommandId = CommandId, Actor = actor, Request = request, Place = (Clause ?? Thread)!, On = On };
}
