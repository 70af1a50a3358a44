namespace Collab.Domain.Annotations;

/// <summary>What a person wrote, in Markdown: 1 to 16,384 bytes of UTF-8.</summary>
public sealed record Body(string Text, string Format = Body.Markdown)
{
    public const string Markdown = "markdown";
    public const int MaxBytes = 16 * 1024;
}
