using System.Text.Json.Serialization;
using Collab.Domain.Commands;
using Collab.Domain.Importing;

namespace Collab.Server.Commands;

/// <summary>Brings in notes of a file. The same file with the same choices is the same request, wherever its notes go by now.</summary>
public sealed record ImportNotesRequest : CommandRequest
{
    /// <summary>SHA-256 of the file, hex.</summary>
    public required string File { get; init; }

    /// <summary>The clauses that a person has chosen, by the notes' places in the file.</summary>
    public IReadOnlyDictionary<int, string> Choices { get; init; } = new Dictionary<int, string>();

    public bool Override { get; init; }

    [JsonIgnore]
    public Placing? Placing { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/imports";

    internal override IEnumerable<string> Actions => ["import-document"];

    internal override Command ToCommand(string actor, string request) => Placing!.Command(CommandId, actor, request, Override);
}
