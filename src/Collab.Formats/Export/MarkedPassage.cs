using Collab.Domain.Annotations;

namespace Collab.Formats.Export;

/// <summary>Words of a clause that a note is about, by the number of the note.</summary>
internal readonly record struct MarkedPassage(int Number, Target Target);
