namespace Collab.Domain.Importing;

/// <param name="What">A word: <c>stances</c>, <c>pins</c>, <c>relations</c>, <c>merges</c>: threads that the file has under another, as no room does; <c>sessions</c>, <c>editions</c>, <c>pages</c>; <c>wordings</c>: of notes that are here already and never said so; of Word’s comments <c>comments of the record</c>, and <c>time zones</c>: times of which nobody knows the zone, taken for UTC, and <c>passages</c>: of a comment on more of them than a note takes, or of a file whose comments are on too many words; <c>notes for the next import</c>: of a file that has more than one import takes.</param>
public sealed record LeftOut(string What, int Count);
