namespace Collab.Server.Security;

/// <summary>The action of the permission table that an endpoint stands under. What a handler decides more closely (whose note it is), the domain refuses.</summary>
public sealed record Permission(string Action);
