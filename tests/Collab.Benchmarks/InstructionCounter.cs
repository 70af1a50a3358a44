using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Collab.Benchmarks;

/// <summary>
/// Counts the instructions that a process runs in user mode, of all its threads, by stepping them one by one (ptrace(2), Linux on x86-64):
/// where a machine shows no counters of its processor, this counts and does not estimate. It is some thousand times slower than running.
/// </summary>
internal sealed class InstructionCounter
{
    private const int Step = 9, Continue = 7, Seize = 0x4206, Interrupt = 0x4207, PeekUser = 3;
    private const int Trap = 5, Poke = 23; // SIGTRAP; SIGURG, which nobody else sends
    private const int EventStop = 128, TraceClone = 8;
    private const int OwnAlone = 0x40000000 | 0x20000000; // __WALL, __WNOTHREAD: every thread that this one steps, and no child of others
    private const int InstructionPointer = 16 * 8;

    // What happens by the clock would happen a thousand times as often while the rest is stepped: it waits until the count is over.
    private static readonly string[] Clocks = [".NET Timer", ".NET TP Gate", ".NET Counter Po", "Kestrel Timer", "Orleans.Runtime"];

    private readonly int _process;
    private readonly Dictionary<int, long> _at = [];
    private readonly HashSet<int> _clocks = [];
    private readonly HashSet<int> _held = [];
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long>? _asked;
    private bool _wanted, _stepping;
    private long _counted;

    public InstructionCounter(int process)
    {
        _process = process;
        // All that is asked of a traced thread comes from one thread.
        new Thread(Trace) { IsBackground = true }.Start();
    }

    /// <summary>Counts what the process does while something is done with it.</summary>
    public async Task<long> OfAsync(Func<Task> what)
    {
        await TurnAsync(on: true);
        await what();
        return await TurnAsync(on: false);
    }

    private async Task<long> TurnAsync(bool on)
    {
        await _attached.Task;
        var asked = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_wanted, _asked) = (on, asked);
        _ = Kill(_process, Poke);
        return await asked.Task;
    }

    private void Trace()
    {
        try
        {
            ExpectNoWordOfStops();
            Attach();
            _attached.SetResult();
            while (Wait(-1, out var status, OwnAlone) is > 0 and var thread)
            {
                if ((status & 0xff) != 0x7f)
                    _at.Remove(thread); // it ended
                else
                    GoOn(thread, status >> 8 & 0xff, status >> 16);
            }
        }
        catch (Exception failure)
        {
            _attached.TrySetException(failure);
            _asked?.TrySetException(failure);
        }
    }

    private void Attach()
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{_process}/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)))
            {
                if (!_at.TryAdd(thread, 0))
                    continue;
                if (Ptrace(Seize, thread, 0, TraceClone) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError(), "This machine lets nobody step a process.");
                found = true;
            }
        }
    }

    private void GoOn(int thread, int signal, int happened)
    {
        if (signal == Poke && happened == 0)
        {
            signal = 0;
            Turn();
        }
        else if (signal == Trap || happened == EventStop)
        {
            if (signal == Trap && happened == 0)
                Count(thread);
            signal = 0;
        }

        _at.TryAdd(thread, 0);
        if (_stepping && _clocks.Contains(thread))
        {
            _held.Add(thread);
            return;
        }

        // One that has ended meanwhile answers with an error, and is heard of by its end.
        _ = Ptrace(_stepping ? Step : Continue, thread, 0, signal);
    }

    private void Turn()
    {
        if (Interlocked.Exchange(ref _asked, null) is not { } asked)
            return;
        var counted = _counted;
        (_stepping, _counted) = (_wanted, 0);
        // Those that run, and those that wait in the kernel, are told; where it is over each goes on at its next step.
        if (_stepping)
        {
            _clocks.UnionWith(_at.Keys.Where(IsClock));
            foreach (var thread in _at.Keys)
                _ = Ptrace(Interrupt, thread, 0, 0);
        }
        else
        {
            foreach (var thread in _held)
                _ = Ptrace(Continue, thread, 0, 0);
            _held.Clear();
        }

        asked.TrySetResult(counted);
    }

    private bool IsClock(int thread)
    {
        try
        {
            return Clocks.Contains(File.ReadAllText($"/proc/{_process}/task/{thread}/comm").TrimEnd());
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    // An instruction that repeats itself, such as one that clears memory, stops at each time: it is one.
    private void Count(int thread)
    {
        var pointer = Ptrace(PeekUser, thread, InstructionPointer, 0);
        if (!_stepping || _at.GetValueOrDefault(thread) == pointer)
            return;
        _at[thread] = pointer;
        _counted++;
    }

    // The runtime asks to be told of each stop of a child, and is told of none of them: there are millions.
    private static void ExpectNoWordOfStops()
    {
        const int ChildSignal = 17, FlagsAt = 136, NoStops = 1;
        var action = new byte[152];
        if (Act(ChildSignal, null, action) == 0)
        {
            action[FlagsAt] |= NoStops;
            _ = Act(ChildSignal, action, null);
        }
    }

    [DllImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Ptrace(long request, long thread, nint address, nint data);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(int process, out int status, int options);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Act(int signal, byte[]? now, byte[]? before);
}
