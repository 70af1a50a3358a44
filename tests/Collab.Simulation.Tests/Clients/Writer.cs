using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Server.Commands;
using Collab.Server.Security;
using Collab.Simulation.Tests.Cluster;
using Collab.Storage;
using Collab.Testing.Checking;

namespace Collab.Simulation.Tests.Clients;

/// <summary>
/// Writes without pause, through any node. After an unknown outcome it mostly sends the same command again until it knows, sometimes it
/// gives up; now and then it is too impatient, sends twice at once, or uses an id for something else.
/// </summary>
internal sealed class Writer(SimulatedCluster cluster, Notebook notebook, History history, string member)
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(30), KnownAfter = TimeSpan.FromSeconds(3);

    private readonly Requests _requests = new(cluster.World, notebook, cluster.Document, member);
    private readonly Caller _caller = new(People.PersonOf(member), "session", null, Caller.AllScopes, null);
    private readonly List<(CommandRequest Request, Operation Operation)> _unsettled = [];
    private Node? _node;

    /// <summary>What it was told that cannot be.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>The sealed notes that it removed, or tried to.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>How many operations were acknowledged with a seq.</summary>
    public int Answered { get; private set; }

    /// <summary>Invoked and not settled yet.</summary>
    public bool IsWaiting { get; private set; }

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            IsWaiting = true;
            await WriteAsync();
            IsWaiting = false;
            await DelayAsync(0, 250);
        }
    }

    /// <summary>Asks again about what it does not know: once all is well, the same command tells.</summary>
    public async Task SettleAllAsync()
    {
        foreach (var (request, operation) in _unsettled)
        {
            // The first who writes finds out that storage is back; who comes with them is told to try again.
            var end = cluster.World.Now + KnownAfter.Ticks;
            var (outcome, code) = await TrySendAsync(cluster.AnyNode(), request);
            while (IsForNow(code) && cluster.World.Now < end)
            {
                await DelayAsync(50, 600);
                (outcome, code) = await TrySendAsync(cluster.AnyNode(), request);
            }

            if (outcome is not null)
                Settle(operation, outcome);
            else if (IsForNow(code))
                Findings.Add($"C3: {operation} is still unknown when all is well: {code}.");
        }
    }

    /// <summary>Writes a note, and does not give up.</summary>
    public async Task WriteLastAsync()
    {
        var request = new LeadRequest { Document = cluster.Document, CommandId = cluster.NewCommand(), Clause = notebook.Clauses[0] };
        while ((await TrySendAsync(cluster.AnyNode(), request)).Outcome is null)
            await DelayAsync(20, 300);
    }

    private async Task WriteAsync()
    {
        var id = cluster.NewCommand();
        var (request, about) = _requests.Next(id);
        if (request is DeleteRequest { Annotation: var gone } && AnnotationId.IsSealed(gone))
            Removed.Add(gone);
        var operation = history.Invoke(id.ToString(), member);
        if (await SettleAsync(request, operation) is { } outcome)
        {
            Settle(operation, outcome);
            Answered += outcome.Seq > 0 ? 1 : 0;
            _requests.Learn(request, about, outcome.Id);
            await LookAsync(outcome.Seq);
            await RepeatAsync(request, outcome);
        }
        else if (operation.Outcome == Outcome.Unknown)
        {
            _unsettled.Add((request, operation));
            _requests.Forget(request, about);
        }
    }

    private static void Settle(Operation operation, CommandOutcome outcome)
    {
        if (outcome.Seq > 0)
            operation.Answer(outcome.Seq);
        else
            operation.Seal(outcome.State is null ? null : outcome.Id);
    }

    private async Task<CommandOutcome?> SettleAsync(CommandRequest request, Operation operation)
    {
        var givesUp = cluster.World.Chance(.15);
        // Too impatient: the same at once and elsewhere, and nobody waits for that answer.
        var unknown = cluster.World.Chance(.04);
        if (unknown)
            _ = TrySendAsync(cluster.AnyNode(), request);
        var end = cluster.World.Now + GivesUpAfter.Ticks;
        while (true)
        {
            var (outcome, code) = await TrySendAsync(_node ??= cluster.AnyNode(), request);
            if (outcome is not null)
                return outcome;
            var again = IsForNow(code);
            unknown |= code is "outcome-unknown" or "lost";
            if (!again || givesUp || cluster.World.Now > end)
            {
                // An attempt that nobody knows of may still be on its way: only what was refused each time is known not to be done.
                if (!unknown)
                    operation.Refuse(code!);
                return null;
            }

            _node = null;
            await DelayAsync(50, 600);
        }
    }

    private async Task<(CommandOutcome? Outcome, string? Code)> TrySendAsync(Node? node, CommandRequest request)
    {
        if (node is null)
            return (null, "unavailable"); // Nobody listens: nothing was sent.
        var sent = cluster.Network.CallAsync(cluster.Clients, node.Machine, () => DispatchAsync(node, request));
        await ((Task)sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return sent.Exception?.InnerException is TimeoutException ? (null, "lost") : await sent;
    }

    // On the node.
    private async Task<(CommandOutcome? Outcome, string? Code)> DispatchAsync(Node node, CommandRequest request)
    {
        var done = node.Commands.AnswerAsync(_caller, request);
        // Many attempts fail: to throw each failure once more would cost more than the attempt.
        await ((Task)done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return done.Exception?.InnerException switch
        {
            null => ((await done).Outcome, (await done).Code),
            RefusalException refusal => (null, refusal.Code),
            // The server would call it internal: nothing that it claims to know.
            StorageUnavailableException or TimeoutException or IOException => (null, "outcome-unknown"),
            var failure => throw failure,
        };
    }

    /// <summary>What was acknowledged is shown, through any node.</summary>
    private async Task LookAsync(long seq)
    {
        // What is sealed has no seq to wait for.
        if (seq == 0 || !cluster.World.Chance(.2) || cluster.AnyNode() is not { } node)
            return;
        var invoked = cluster.World.Now;
        try
        {
            var (head, hash) = await cluster.Network.CallAsync(cluster.Clients, node.Machine, async () =>
            {
                var feed = await node.Feeds.DemandAsync(cluster.Document);
                await feed.EnsureFreshAsync(_caller.Person);
                await feed.WaitForAsync(seq);
                return (feed.View.Head, feed.State.Header.Hash);
            });
            history.Look(new ViewRead(member, node.Machine.Name, invoked, head));
            Heads.Add((head, hash));
        }
        catch (Exception refused) when (refused is RefusalException or TimeoutException or StorageUnavailableException)
        {
            // It shows nothing rather than something old.
        }
    }

    /// <summary>Heads that were shown.</summary>
    public List<(long Seq, string Hash)> Heads { get; } = [];

    /// <summary>The same again gets the same answer; something else under its id is refused.</summary>
    private async Task RepeatAsync(CommandRequest request, CommandOutcome outcome)
    {
        var choice = cluster.World.Random.NextDouble();
        if (choice < .05)
        {
            var (again, _) = await TrySendAsync(cluster.AnyNode(), request);
            if (again is not null && again.Seq != outcome.Seq)
                Findings.Add($"C1: {request.CommandId} of {member} was answered {outcome.Seq}, and again {again.Seq}.");
        }
        else if (choice < .08)
        {
            var other = new AnnotateRequest { Document = request.Document, CommandId = request.CommandId, Targets = [new(outcome.Seq == 0 ? notebook.Clauses[^1] : notebook.Clauses[0])], Body = new("Something else.") };
            var (done, code) = await TrySendAsync(cluster.AnyNode(), other);
            if (done is not null)
                Findings.Add($"C2: {request.CommandId} of {member} was used for something else, and answered {done.Seq} ({code}).");
        }
    }

    /// <summary>Whether the same again may be answered otherwise.</summary>
    private static bool IsForNow(string? code) => code is "unavailable" or "storage-full" or "outcome-unknown" or "lost";

    private Task DelayAsync(double least, double most) => Task.Delay(cluster.World.Between(least, most), cluster.Clients.Clock);
}
