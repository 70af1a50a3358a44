namespace Collab.Domain.Events;

/// <summary>A waiting note was let out. It stands in the sealed log, and is written when the document has the note.</summary>
/// <param name="Published">The note's id in the document.</param>
/// <param name="Number">Its number there.</param>
/// <param name="At">The document's seq by which it was added.</param>
public sealed record NoteApproved(string Annotation, string Published, int Number, long At) : AnnotationEventData(Annotation);
