namespace Collab.Domain.Events;

/// <summary>A person has looked at a note on an earlier text and says that it stays there.</summary>
/// <param name="Revision">Of the text then.</param>
public sealed record NoteKept(string Annotation, int Revision) : AnnotationEventData(Annotation);
