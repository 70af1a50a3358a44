using Collab.Domain.Policy;

namespace Collab.Formats.Export;

/// <summary>A member of the seminar.</summary>
/// <param name="Name">As it is now.</param>
/// <param name="Role">At the moment that is exported.</param>
public sealed record ExportMember(string Id, string Name, Role Role, DateTimeOffset Joined, bool Removed);
