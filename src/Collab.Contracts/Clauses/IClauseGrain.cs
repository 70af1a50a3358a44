using Collab.Domain.Commands;

namespace Collab.Contracts.Clauses;

/// <summary>One clause of a document: decides about its notes, threads and pins. Its key is <see cref="ClauseKey"/>.</summary>
[Alias("Collab.IClauseGrain")]
public interface IClauseGrain : IGrainWithStringKey
{
    [Alias("Execute")]
    Task<Reply> ExecuteAsync([Immutable] Command command);
}
