namespace Collab.Domain.Annotations;

/// <summary>W3C Web Annotation 4.2.4: the passage itself, with what stands before and after it.</summary>
public sealed record TextQuoteSelector(string Exact, string? Prefix = null, string? Suffix = null);
