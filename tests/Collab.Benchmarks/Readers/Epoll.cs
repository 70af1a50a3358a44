using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Collab.Benchmarks.Readers;

/// <summary>Which of many sockets have something to read, and what (epoll(7), Linux): one call for all that have, and one for each of these.</summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1, CloseOnExec = 0x80000, Readable = 1, DoNotWait = 0x40, NoSignal = 0x4000, Again = 11, Interrupted = 4;
    private const int Most = 1024;

    // On x86 the number beside the event is not aligned.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;

    private readonly byte[] _events = new byte[Most * Size];
    private readonly int _handle = Create(CloseOnExec);

    public static bool IsHere => OperatingSystem.IsLinux();

    /// <param name="socket">Its file descriptor.</param>
    /// <param name="number">What it is called by in what <see cref="Wait"/> finds.</param>
    public void Watch(nint socket, int number)
    {
        var about = new byte[Size];
        BinaryPrimitives.WriteInt32LittleEndian(about, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(about.AsSpan(Size - 8), number);
        if (Control(_handle, Add, (int)socket, about) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until a socket has something, or for so many milliseconds.</summary>
    /// <param name="found">Takes their numbers.</param>
    public int Wait(Span<int> found, int milliseconds)
    {
        var count = Wait(_handle, _events, Math.Min(found.Length, Most), milliseconds);
        if (count < 0)
            return Marshal.GetLastPInvokeError() == Interrupted ? 0 : throw new Win32Exception(Marshal.GetLastPInvokeError());
        for (var i = 0; i < count; i++)
            found[i] = BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan((i * Size) + Size - 8));
        return count;
    }

    /// <returns>How many bytes came; 0 where the connection has ended, null where there is nothing now.</returns>
    public static int? Receive(nint socket, Span<byte> into)
    {
        var count = (int)Receive((int)socket, ref MemoryMarshal.GetReference(into), into.Length, DoNotWait);
        return count >= 0 ? count : Marshal.GetLastPInvokeError() is Again or Interrupted ? null : 0;
    }

    /// <summary>Sends a few bytes, which a socket has room for as long as its server reads.</summary>
    public static bool Send(nint socket, Span<byte> bytes) => Send((int)socket, ref MemoryMarshal.GetReference(bytes), bytes.Length, DoNotWait | NoSignal) == bytes.Length;

    public void Dispose() => _ = Close(_handle);

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int epoll, int what, int socket, byte[] about);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(int epoll, byte[] events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Receive(int socket, ref byte into, nint length, int flags);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Send(int socket, ref byte bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
