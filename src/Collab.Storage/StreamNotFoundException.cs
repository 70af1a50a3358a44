namespace Collab.Storage;

/// <summary>There is no stream with this id.</summary>
public sealed class StreamNotFoundException(string stream) : Exception($"{stream}: there is no such stream. Create it first.")
{
    public string Stream { get; } = stream;
}
