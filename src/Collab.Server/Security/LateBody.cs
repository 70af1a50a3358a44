namespace Collab.Server.Security;

/// <summary>
/// Whoever is let in before their body has arrived is asked again when it has: a sender decides how long that takes, and may have been removed,
/// given another role or signed out meanwhile.
/// </summary>
/// <param name="AskAsync">Asks as before the first byte was read.</param>
internal sealed record LateBody(Func<Task> AskAsync)
{
    /// <summary>Reads the body; one that was not there at once costs its sender the question.</summary>
    /// <param name="reading">What reads it; begun already.</param>
    /// <exception cref="LateRefusalException">They may no more, or nobody can say whether they may.</exception>
    public static async Task ReadAsync(HttpContext context, Task reading)
    {
        // Who asks whether to send begins when we begin to read, so theirs cannot have been there.
        var late = !reading.IsCompleted || context.Request.Headers.Expect.Count > 0;
        await reading;
        if (late && context.Features.Get<LateBody>() is { } body)
            await AskAgainAsync(body);
    }

    /// <inheritdoc cref="ReadAsync(HttpContext, Task)"/>
    public static async Task<T> ReadAsync<T>(HttpContext context, Task<T> reading)
    {
        await ReadAsync(context, (Task)reading);
        return await reading;
    }

    private static async Task AskAgainAsync(LateBody body)
    {
        try
        {
            await body.AskAsync();
        }
        catch (Exception why)
        {
            throw new LateRefusalException(why);
        }
    }
}
