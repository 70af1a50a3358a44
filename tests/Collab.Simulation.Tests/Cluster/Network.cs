using Collab.Simulation.Tests.Scheduling;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>Carries calls between machines: late, in another order than they were sent, or not at all.</summary>
internal sealed class Network(World world, Action<string> inForce)
{
    /// <summary>After so long without an answer a caller gives up, as in Orleans.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<(Machine From, Machine To)> _cut = [];

    // In the order in which they are given up: thousands of appointments that nobody needs any more would slow down all others.
    private readonly Queue<PendingCall> _unanswered = [];
    private bool _watching;

    /// <summary>How likely a message between machines is lost.</summary>
    public double Loss { get; set; }

    /// <summary>How much longer than usual a message may take, in milliseconds: one in two overtakes another then.</summary>
    public double Delay { get; set; }

    /// <summary>From here nothing arrives there, until healed.</summary>
    public void Cut(Machine from, Machine to) => _cut.Add((from, to));

    public void Heal(Machine from, Machine to) => _cut.Remove((from, to));

    /// <summary>A message that nobody answers.</summary>
    public void Send(Machine from, Machine to, Action deliver) => Send(from, to, Turn.Act, deliver);

    public void Send(Machine from, Machine to, SendOrPostCallback deliver, object state)
    {
        if (from == to)
        {
            to.Post(deliver, state);
            return;
        }

        if (_cut.Contains((from, to)) || (Loss > 0 && world.Chance(Loss)))
        {
            world.Mix(~from.Number, to.Number);
            inForce(_cut.Contains((from, to)) ? $"{from} was cut off from {to}" : "messages were lost");
            return;
        }

        world.Mix(from.Number, to.Number);
        if (Delay > 0)
            inForce("messages were late");
        world.After(world.Between(.05, 1 + (Delay > 0 && world.Chance(.5) ? Delay : 0)), new Turn(to, deliver, state));
    }

    /// <summary>A call that is answered, or not within <see cref="ResponseTimeout"/>.</summary>
    public Task<T> CallAsync<T>(Machine from, Machine to, Func<Task<T>> call)
    {
        var sent = new Call<T>(this, from, to, call) { Due = world.Now + ResponseTimeout.Ticks };
        sent.Send();
        while (_unanswered.TryPeek(out var first) && first.IsSettled)
            _unanswered.Dequeue();
        _unanswered.Enqueue(sent);
        if (!_watching)
            GiveUpInTime();
        return sent.Answered;
    }

    private void GiveUpInTime()
    {
        _watching = true;
        world.After(TimeSpan.FromTicks(_unanswered.Peek().Due - world.Now), () =>
        {
            while (_unanswered.TryPeek(out var call) && (call.IsSettled || call.Due <= world.Now))
            {
                _unanswered.Dequeue();
                if (!call.IsSettled)
                    call.GiveUp();
            }

            _watching = false;
            if (_unanswered.Count > 0)
                GiveUpInTime();
        });
    }
}
