using System.Text.Json;

namespace Collab.Client;

/// <summary>A fact that happened in a document.</summary>
/// <param name="Kind">A past-tense word, such as AnnotationAdded. Skip those that you do not know.</param>
/// <param name="Actor">Who did it; null where no name shows.</param>
/// <param name="Clause">The clause that it concerns, or the home of its note.</param>
/// <param name="Annotation">The id of the note that it is about.</param>
/// <param name="Command">The command id that its sender gave.</param>
/// <param name="Data">What the kind says.</param>
/// <param name="Hash">Chains it to the event before.</param>
public sealed record DocumentEvent(long Seq, DateTimeOffset At, string Kind, Person? Actor, string? Clause, string? Annotation, Guid? Command, JsonElement Data, string? Hash);
