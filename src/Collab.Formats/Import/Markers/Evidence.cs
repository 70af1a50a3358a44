namespace Collab.Formats.Import.Markers;

/// <summary>How much a marker's place speaks for it, from nothing to all but certain.</summary>
internal enum Evidence
{
    /// <summary>In the middle of a wrapped sentence.</summary>
    None,

    /// <summary>At a line's start, after a line that ended no sentence but was not full either.</summary>
    Weak,

    /// <summary>At a line's start, after the end of a sentence.</summary>
    Good,

    /// <summary>At the start of a paragraph.</summary>
    Strong,
}
