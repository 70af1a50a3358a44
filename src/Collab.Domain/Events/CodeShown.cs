using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <summary>Somebody begins to show a join code. Its letters are not known here, nor a hash of them: so few are soon tried.</summary>
/// <param name="Role">What it lets people in as.</param>
public sealed record CodeShown(Role Role) : EventData;
