namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>
    /// Forgets the grants of sessions that nobody can use any more, at once; and a while after their end the sessions themselves, links, and
    /// tokens. Which command somebody came in by is forgotten when neither they nor a session of theirs are younger than that, and then
    /// whoever asked for a seat under it and got none.
    /// </summary>
    /// <param name="now">What ends by a time, ends by this one.</param>
    /// <param name="unused">How long a session lasts that is not used.</param>
    /// <param name="longest">How long a session lasts from when its person last showed who they are.</param>
    /// <param name="kept">How long what has ended is kept.</param>
    Task ForgetEndedAsync(DateTimeOffset now, TimeSpan unused, TimeSpan longest, TimeSpan kept);
}
