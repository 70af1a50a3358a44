namespace Collab.Formats.Import.Office;

/// <summary>Raised or lowered words.</summary>
/// <param name="IsAlone">Whether nothing stands in the run beside them that is to be read too.</param>
internal sealed record RaisedRun(string Text, bool IsUp, bool IsAlone);
