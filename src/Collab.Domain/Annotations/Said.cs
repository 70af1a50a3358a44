namespace Collab.Domain.Annotations;

/// <summary>That a note has down what somebody said aloud: a member, or whoever goes by a name.</summary>
public sealed record Said(string? Member = null, string? Speaker = null);
