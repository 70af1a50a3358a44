namespace Collab.Storage.Postgres;

/// <summary>
/// How long a caller waits. One request may ask several times: while the database is silent, all but the first learn it sooner, so that the
/// request is answered within three seconds too.
/// </summary>
internal sealed class Patience
{
    private volatile bool _isSilent;

    public TimeSpan Now => _isSilent ? ConnectionSettings.SilentAnswer : ConnectionSettings.Answer;

    /// <summary>A caller was told that time is up.</summary>
    public void Lost() => _isSilent = true;

    /// <summary>The database answered, if only with an error.</summary>
    public void Regained() => _isSilent = false;
}
