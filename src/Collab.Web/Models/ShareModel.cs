namespace Collab.Web.Models;

/// <summary>How others on the network reach the server.</summary>
/// <param name="Address">The address to type.</param>
/// <param name="Code">The join code, while it is shown.</param>
public sealed record ShareModel(string Address, string? Code);
