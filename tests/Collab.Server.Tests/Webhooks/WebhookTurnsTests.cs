using Collab.Server.Webhooks;

namespace Collab.Server.Tests.Webhooks;

public sealed class WebhookTurnsTests : IDisposable
{
    private readonly WebhookTurns _turns = new();

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task M165_a_seminar_has_two_turns_at_once_and_the_next_is_whoever_has_waited_longest()
    {
        List<Task<IDisposable>> slow = [.. Enumerable.Range(0, WebhookTurns.Slow).Select(i => Slow($"{i / WebhookTurns.OfSeminar}"))];
        Assert.All(slow, turn => Assert.True(turn.IsCompletedSuccessfully));
        // A hundred more of the first seminar are behind its own two, not before the others.
        List<Task<IDisposable>> more = [.. Enumerable.Range(0, 100).Select(_ => Slow("0"))];
        Task<IDisposable> second = Slow("second"), third = Slow("third");
        Assert.All([.. more, second, third], turn => Assert.False(turn.IsCompleted));

        (await slow[5]).Dispose();
        await second;
        (await slow[0]).Dispose();
        await third;
        Assert.All(more, turn => Assert.False(turn.IsCompleted));
        (await slow[7]).Dispose();
        await more[0];
        Assert.False(more[1].IsCompleted);

        // Nor does any of it hold up whoever answers at once, of the same seminar too.
        Task<IDisposable>[] prompt = [Prompt("0"), Prompt("0"), Prompt("0"), Prompt("second")];
        Assert.Equal([true, true, false, true], prompt.Select(turn => turn.IsCompletedSuccessfully));
    }

    private Task<IDisposable> Slow(string seminar) => _turns.TakeAsync(seminar, prompt: false, CancellationToken.None);

    private Task<IDisposable> Prompt(string seminar) => _turns.TakeAsync(seminar, prompt: true, CancellationToken.None);
}
