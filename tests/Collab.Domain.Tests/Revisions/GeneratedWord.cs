namespace Collab.Domain.Tests.Revisions;

/// <summary>A word of a generated text. The same word of the next revision has the same identity, whatever it is beside; a word that only reads the same has another.</summary>
internal readonly record struct GeneratedWord(string Text, int Identity);
