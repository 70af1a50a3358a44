namespace Collab.Server.Security;

/// <summary>A page of the way in: whoever is not signed in asks for it, and others who read much must not keep them out.</summary>
public sealed record WayIn;
