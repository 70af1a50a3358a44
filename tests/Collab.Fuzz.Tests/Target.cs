namespace Collab.Fuzz.Tests;

/// <summary>Something that reads what strangers send.</summary>
/// <param name="Read">Makes an input of the random numbers and reads it. It may refuse; whatever else it throws is a fault.</param>
internal sealed record Target(string Name, Action<Random> Read);
