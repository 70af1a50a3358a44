namespace Collab.Domain.Annotations;

/// <summary>W3C Web Annotation 4.2.5: Unicode code points within the clause's text, from 0, the end excluded.</summary>
public sealed record TextPositionSelector(int Start, int End);
