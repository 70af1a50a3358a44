using System.Collections.Immutable;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Counts notes of the document as read, on all devices of the caller.</summary>
public sealed record MarkReadRequest : CommandRequest
{
    /// <summary>The document's.</summary>
    public required string Epoch { get; init; }

    /// <summary>Everything up to this seq.</summary>
    public long UpTo { get; init; }

    /// <summary>The seqs of single notes.</summary>
    public ImmutableArray<long> Seqs { get; init; } = [];

    internal override string Verb => "POST";

    internal override string Path => "/read";

    internal override IEnumerable<string> Actions => ["write-private-note"];

    internal override bool IsPrivate => true;

    internal override Command ToCommand(string actor, string request) =>
        new MarkRead { CommandId = CommandId, Actor = actor, Request = request, Epoch = Epoch, UpTo = UpTo, Seqs = Seqs };
}
