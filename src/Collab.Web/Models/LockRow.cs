namespace Collab.Web.Models;

/// <summary>A clause and whether it is locked.</summary>
public sealed record LockRow(string Clause, string Name, bool Locked);
