namespace Collab.Domain.Annotations;

/// <summary>A target as a client gives it: a quote, a position, both or neither; the revision that the reader saw.</summary>
public sealed record TargetRequest(string Clause, int? Revision = null, TextQuoteSelector? Quote = null, TextPositionSelector? Position = null);
