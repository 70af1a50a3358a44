namespace Collab.Formats.Import.Markers;

/// <summary>What the word before a number says about its place: a chapter holds articles, never the other way round.</summary>
internal enum SectionRank
{
    /// <summary>A number without a word.</summary>
    None,
    Book,
    Part,
    Title,
    Chapter,
    Section,
    Article,
    Paragraph,
    Clause,
}
