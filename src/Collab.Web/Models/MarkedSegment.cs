namespace Collab.Web.Models;

/// <summary>A stretch of a clause under the same notes.</summary>
/// <param name="Text">The words.</param>
/// <param name="Depth">How many notes cover it; 0 for none.</param>
/// <param name="Ending">The notes whose passage ends here, by number, private ones last.</param>
public sealed record MarkedSegment(string Text, int Depth, IReadOnlyList<NoteReference> Ending);
