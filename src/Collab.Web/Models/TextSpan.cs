namespace Collab.Web.Models;

/// <summary>A passage of a clause in Unicode code points, end exclusive.</summary>
public sealed record TextSpan(string Clause, int Start, int End);
