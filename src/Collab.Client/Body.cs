namespace Collab.Client;

/// <summary>The words of a note.</summary>
/// <param name="Text">Markdown.</param>
public sealed record Body(string Text, string Format = "markdown");
