using Collab.Domain;
using Collab.Domain.Documents;

namespace Collab.Formats.Import;

/// <summary>Splits a text of one format into clauses. Pure: the same text gives the same draft.</summary>
public interface ITextImporter
{
    /// <exception cref="RefusalException">
    /// <c>empty-file</c>, <c>too-large</c>, <c>bad-characters</c>, <c>no-clauses</c> or <c>too-nested</c>; its detail says what to do.
    /// </exception>
    TextDraft Import(string text);
}
