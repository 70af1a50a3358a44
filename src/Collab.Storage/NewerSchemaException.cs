namespace Collab.Storage;

/// <summary>The data was written by a newer version of the program; it was left as it is.</summary>
public sealed class NewerSchemaException(string file, int found, int known)
    : Exception($"{file} has schema {found}, this program knows schema {known}. Install the newer program, or restore a backup made with this one.")
{
    /// <summary>The schema version of the file.</summary>
    public int Found { get; } = found;

    /// <summary>The newest schema version that this program knows.</summary>
    public int Known { get; } = known;
}
