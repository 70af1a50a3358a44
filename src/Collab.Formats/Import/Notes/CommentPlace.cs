namespace Collab.Formats.Import.Notes;

/// <summary>A place in a paragraph.</summary>
/// <param name="At">In UTF-16 units.</param>
/// <param name="Signs">How many characters before it are no blanks: between two places with as many there are no words.</param>
internal readonly record struct CommentPlace(int At, int Signs);
