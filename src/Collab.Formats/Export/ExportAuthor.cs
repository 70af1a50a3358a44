namespace Collab.Formats.Export;

/// <summary>Somebody who wrote what was imported and is no member.</summary>
/// <param name="Name">As the imported file has it, which nobody has verified; without the mark that says so.</param>
public sealed record ExportAuthor(string Id, string Name);
