using Collab.Contracts.Clauses;
using Collab.Domain.Policy;
using Collab.Simulation.Tests.Clients;
using Collab.Simulation.Tests.Cluster;
using Collab.Simulation.Tests.Storage;
using Collab.Testing.Checking;

namespace Collab.Simulation.Tests.Faults;

/// <summary>Does something to disk, network and nodes, again and again. What it does ends by itself, or at <see cref="Rest"/>.</summary>
internal sealed class Nemesis(SimulatedCluster cluster, History history, IReadOnlyList<Writer> writers, IReadOnlyList<Reader> readers, Notebook notebook)
{
    private static readonly WriteFault[] WriteFaults = [WriteFault.Unavailable, WriteFault.Full, WriteFault.Failed, WriteFault.Lost];

    /// <summary>After so many faults they become rare, so that something is written between them.</summary>
    private const int Enough = 14;

    private readonly HashSet<string> _inForce = [];
    private bool _rests;

    /// <summary>A fault has made itself felt. It counts once for each time that it was brought about.</summary>
    public void InForce(string what)
    {
        if (_inForce.Add(what))
            history.Fault(what);
    }

    public void Begin() => cluster.World.After(cluster.World.Between(100, 700) * (history.FaultCount < Enough ? 1 : 5), () =>
    {
        if (_rests)
            return;
        _inForce.Clear();
        Strike();
        Begin();
    });

    /// <summary>Brings about nothing more, and ends what goes on.</summary>
    public void Rest()
    {
        _rests = true;
        (cluster.Network.Loss, cluster.Network.Delay, cluster.IsSplit) = (0, 0, false);
        cluster.Disk.Rest();
        for (var i = 0; i < cluster.Nodes.Count; i++)
        {
            cluster.Nodes[i].Machine.Thaw();
            foreach (var other in cluster.Nodes)
                cluster.Network.Heal(cluster.Nodes[i].Machine, other.Machine);
            if (!cluster.Nodes[i].Runs)
                Restart(i);
        }
    }

    private void Strike()
    {
        switch (cluster.World.Random.Next(20))
        {
            case < 5:
                for (var i = cluster.World.Random.Next(1, 4); i > 0; i--)
                    cluster.Disk.Strike(cluster.World.Pick(WriteFaults));
                break;
            case 5:
                cluster.Disk.IsFull = true;
                Later(50, 700, () => cluster.Disk.IsFull = false);
                break;
            case 6:
                cluster.Disk.IsDown = true;
                Later(50, 700, () => cluster.Disk.IsDown = false);
                break;
            case 7:
                cluster.Disk.Slowness = cluster.World.Between(20, 800);
                Later(100, 1000, () => cluster.Disk.Slowness = TimeSpan.Zero);
                break;
            case 8:
                CutPower();
                break;
            case 9 or 10:
                Kill(cluster.World.Random.Next(cluster.Nodes.Count));
                break;
            case 11:
                Freeze(cluster.World.Random.Next(cluster.Nodes.Count));
                break;
            case 12:
                InForceIfBusy("two activations of every grain");
                cluster.IsSplit = true;
                Later(5, 500, ChangeRightsWhileNothingIsWritten);
                Later(50, 1000, () => cluster.IsSplit = false);
                break;
            case 13:
                CutOff(cluster.World.Random.Next(cluster.Nodes.Count), cluster.World.Random.Next(cluster.Nodes.Count), bothWays: cluster.World.Chance(.5));
                break;
            case 14:
                cluster.Network.Loss = cluster.World.Random.NextDouble() * .2;
                Later(100, 1000, () => cluster.Network.Loss = 0);
                break;
            case 15:
                cluster.Network.Delay = cluster.World.Random.Next(10, 400);
                Later(100, 2000, () => cluster.Network.Delay = 0);
                break;
            case 16:
                if (cluster.World.Pick(readers).Cut())
                    InForce("a reader's link was cut");
                break;
            case 17:
                InForceIfBusy("a grain moved");
                cluster.Forget(cluster.World.Chance(.5) ? cluster.Document : ClauseKey.Of(cluster.Document, cluster.World.Pick(notebook.Clauses)));
                break;
            case 18:
                InForceIfBusy("a clock jumped");
                cluster.World.Pick(cluster.Nodes).Machine.Clock.Skew += cluster.World.Between(-3_600_000, 3_600_000);
                break;
            case 19:
                ChangeRights();
                break;
        }
    }

    private void ChangeRights()
    {
        InForceIfBusy("rights changed");
        var role = cluster.World.Chance(.5) ? Role.Reader : Role.Annotator;
        cluster.Clients.Post(() => cluster.Seminar.ChangeRole(People.Visitor, role));
    }

    /// <summary>Whichever activation hears of it cannot write it, and must not say that it has: the other would never hear.</summary>
    private void ChangeRightsWhileNothingIsWritten()
    {
        if (_rests)
            return;
        cluster.Disk.Strike(WriteFault.Unavailable);
        ChangeRights();
    }

    private void CutPower()
    {
        InForceIfBusy("the power was cut");
        foreach (var node in cluster.Nodes.Where(n => n.Runs).ToList())
            cluster.Kill(node);
        Later(50, 500, () =>
        {
            foreach (var node in cluster.Nodes)
                cluster.Bury(node);
            for (var i = 0; i < cluster.Nodes.Count; i++)
                Restart(i);
        });
    }

    private void Kill(int index)
    {
        var node = cluster.Nodes[index];
        if (!node.Runs)
            return;
        InForceIfBusy($"{node.Machine} was killed");
        cluster.Kill(node);
        Later(10, 800, () => cluster.Bury(node));
        Later(50, 1000, () => Restart(index));
    }

    /// <summary>It stands still; the others think it dead, and it wakes as a ghost that does not know; then it finds out and ends.</summary>
    private void Freeze(int index)
    {
        var node = cluster.Nodes[index];
        if (!node.Runs || node.Machine.IsFrozen)
            return;
        InForceIfBusy($"{node.Machine} was frozen");
        node.Machine.Freeze();
        Later(200, 1000, () => cluster.Bury(node));
        Later(100, 2500, () =>
        {
            node.Machine.Thaw();
            Later(10, 800, () =>
            {
                if (cluster.Nodes[index] != node || !node.Runs)
                    return;
                cluster.Kill(node);
                cluster.Bury(node);
                Restart(index);
            });
        });
    }

    private void CutOff(int from, int to, bool bothWays)
    {
        var (one, other) = (cluster.Nodes[from].Machine, cluster.Nodes[to].Machine);
        cluster.Network.Cut(one, other);
        if (bothWays)
            cluster.Network.Cut(other, one);
        Later(100, 1200, () =>
        {
            cluster.Network.Heal(one, other);
            cluster.Network.Heal(other, one);
        });
    }

    private void Restart(int index)
    {
        if (!cluster.Nodes[index].Runs)
        {
            cluster.Bury(cluster.Nodes[index]);
            cluster.Start(index);
        }
    }

    // Nothing proves anything that happens while nobody writes.
    private void InForceIfBusy(string what)
    {
        if (writers.Any(w => w.IsWaiting))
            InForce(what);
    }

    private void Later(double least, double most, Action action) => cluster.World.After(cluster.World.Between(least, most), action);
}
