using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>A note was added. Its words are the body, the tags and the quotes, one for each target, and the name of who said it aloud and is no member.</summary>
/// <param name="SaidBy">The member who said aloud what it has down.</param>
/// <param name="Stance">The stance for which it speaks, as the scale had it.</param>
/// <param name="Round">The blind round that it was revealed from; null for none.</param>
public sealed record AnnotationAdded(string Annotation, int Number, ImmutableArray<Place> Places, string Motivation, string? SaidBy = null, string? Stance = null, string? Round = null) : AnnotationEventData(Annotation);
