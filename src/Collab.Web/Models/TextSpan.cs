namespace Collab.Web.Models;

/// <summary>A passage of a clause in Unicode code points, end exclusive.</summary>
/// <param name="Edition">The edition that it is of; null for the first.</param>
public sealed record TextSpan(string Clause, int Start, int End, string? Edition = null);
