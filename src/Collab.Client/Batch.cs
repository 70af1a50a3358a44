namespace Collab.Client;

/// <summary>Events that follow each other. What the reader may not see is left out: there may be none.</summary>
/// <param name="First">The seq after the cursor before.</param>
/// <param name="Last">The cursor after it, whatever the events are.</param>
/// <param name="Head">The newest seq that the server knew: at <paramref name="Last"/> = <paramref name="Head"/> one is up to date.</param>
public sealed record Batch(string Epoch, long First, long Last, IReadOnlyList<DocumentEvent> Events, long Head) : Update
{
    public override Cursor Cursor => new(Epoch, Last);

    /// <summary>Whether it begins where the cursor is: nothing missed, nothing twice.</summary>
    internal bool Follows(Cursor cursor) => First == cursor.Seq + 1 && (cursor.Epoch is null || cursor.Epoch == Epoch);
}
