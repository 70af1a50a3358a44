namespace Collab.Web.Models;

/// <summary>A passage in Unicode code points, end exclusive, and the number of the note that it belongs to.</summary>
public readonly record struct NumberedSpan(int Start, int End, int Number);
