namespace Collab.Web.Models;

/// <summary>The address that links to return by are mailed to.</summary>
/// <param name="Confirmed">The one that somebody showed to be theirs; null where they have none.</param>
public sealed record AddressModel(string? Confirmed);
