namespace Collab.Server.Security;

/// <summary>
/// Whoever sent a request may no more what they might when its first byte came. It is told by <see cref="Problems.ProblemMiddleware"/> alone: a page
/// that knows what to say to a refusal would say it with what they no longer see.
/// </summary>
/// <param name="why">What they are told.</param>
internal sealed class LateRefusalException(Exception why) : Exception(why.Message, why);
