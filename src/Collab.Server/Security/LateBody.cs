namespace Collab.Server.Security;

/// <summary>
/// Whoever is let in before their body has arrived is asked again when it has: a sender decides how long that takes, and may have been removed,
/// given another role or signed out meanwhile.
/// </summary>
/// <param name="AskAsync">Asks as before the first byte was read.</param>
internal sealed record LateBody(Func<Task> AskAsync)
{
    private static readonly object Refused = new();

    /// <summary>Whether the question was not answered with yes: then nothing is shown of what whoever was let in at first could see.</summary>
    public static bool WasRefused(HttpContext context) => context.Items.ContainsKey(Refused);

    /// <summary>Notes that whoever sent this may no more.</summary>
    /// <returns>What to throw.</returns>
    public static Domain.RefusalException Refuse(HttpContext context, Domain.RefusalException refusal)
    {
        context.Items[Refused] = true;
        return refusal;
    }

    /// <summary>Reads the body; one that was not there at once costs its sender the question.</summary>
    /// <param name="reading">What reads it; begun already.</param>
    /// <exception cref="Domain.RefusalException">They may no more.</exception>
    public static async Task ReadAsync(HttpContext context, Task reading)
    {
        // Who asks whether to send begins when we begin to read, so theirs cannot have been there.
        var late = !reading.IsCompleted || context.Request.Headers.Expect.Count > 0;
        await reading;
        if (late && context.Features.Get<LateBody>() is { } body)
            await AskAgainAsync(context, body);
    }

    /// <inheritdoc cref="ReadAsync(HttpContext, Task)"/>
    public static async Task<T> ReadAsync<T>(HttpContext context, Task<T> reading)
    {
        await ReadAsync(context, (Task)reading);
        return await reading;
    }

    private static async Task AskAgainAsync(HttpContext context, LateBody body)
    {
        try
        {
            await body.AskAsync();
        }
        catch
        {
            // Also where it could not be answered.
            context.Items[Refused] = true;
            throw;
        }
    }
}
