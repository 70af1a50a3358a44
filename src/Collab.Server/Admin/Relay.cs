namespace Collab.Server.Admin;

/// <summary>Reports at once and in order; <see cref="Progress{T}"/> of the framework reports on another thread, in none.</summary>
internal sealed class Relay<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
