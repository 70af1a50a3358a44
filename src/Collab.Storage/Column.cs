namespace Collab.Storage;

/// <summary>A column that both databases have.</summary>
/// <param name="Name">Its name in both.</param>
/// <param name="Kind">What it holds.</param>
internal readonly record struct Column(string Name, ColumnKind Kind)
{
    public static implicit operator Column((string Name, ColumnKind Kind) column) => new(column.Name, column.Kind);
}
