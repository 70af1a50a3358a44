namespace Collab.Domain.Annotations;

/// <summary>A target as a client gives it: a quote, a position, both or neither; the revision that the reader saw, and the edition where it is not the first.</summary>
public sealed record TargetRequest(string Clause, int? Revision = null, TextQuoteSelector? Quote = null, TextPositionSelector? Position = null, string? Edition = null);
