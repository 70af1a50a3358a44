namespace Collab.Server.Security;

/// <summary>By what a request is signed in: asked again where it took long to arrive.</summary>
/// <param name="FindAsync">Whom it speaks for by now; null where it has ended.</param>
internal sealed record HeldCredential(Func<Task<Caller?>> FindAsync);
