using System.Diagnostics;
using System.Globalization;

namespace Collab.Testing.Postgres;

/// <summary>
/// A PostgreSQL of this machine's own package, on a free loopback port with a temporary folder, as another user where the tests run as
/// root. Start it once for an assembly and give each test a database of its own.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What was killed writes all of its files to the disk before it answers: with the databases of many tests, on a busy disk, that takes its time.</summary>
    private static readonly TimeSpan Recovering = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly string _programs = Programs();
    private Process? _process;
    private int _databases;

    private PostgresServer(string folder) => _folder = folder;

    public int Port { get; } = Ports.Free();

    /// <summary>Where it listens, with commas between: loopback, and for tests in network namespaces of their own an address there.</summary>
    public string Addresses { get; private init; } = "127.0.0.1";

    /// <summary>Its data directory.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says what to do.</exception>
    /// <param name="address">Where it listens beside loopback.</param>
    /// <param name="within">The folder in which it makes its own; null for the one for temporary files.</param>
    public static PostgresServer StartNew(string? address = null, string? within = null)
    {
        var folder = within is null ? Directory.CreateTempSubdirectory("collab-postgres-") : Directory.CreateDirectory(Path.Combine(within, "postgres"));
        var server = new PostgresServer(folder.FullName) { Addresses = address is null ? "127.0.0.1" : $"127.0.0.1,{address}" };
        try
        {
            server.Initialize();
            server.Start();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Query("postgres", $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    public string ConnectionTo(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Password=made-up-secret;Database={database}";

    /// <summary>What psql prints for statements of one session, unaligned; it waits for them.</summary>
    public string Query(string database, params string[] statements) => Psql(database, [.. statements.SelectMany(sql => (string[])["-c", sql])]);

    /// <summary>Runs a file of statements, all of it or nothing.</summary>
    public void Load(string database, string file) => Psql(database, "-1", "-f", file);

    private string Psql(string database, params string[] what) =>
        Run("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", database, .. what]);

    /// <summary>Starts it where it is stopped, and waits until it answers.</summary>
    public void Start()
    {
        // What comes last wins; tests run for minutes only, and their data need not be on the disk to be tested.
        _process = Process.Start(AsOwner("postgres", ["-D", Data, "-k", _folder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", $"listen_addresses={Addresses}"]))!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitUntilItAnswers();
    }

    /// <summary>The server's own log, line by line.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Stops it at once and in good order: sessions are ended, what is committed is kept.</summary>
    public void Stop() => End("INT");

    /// <summary>Ends it as a crash does, its sessions too.</summary>
    public void Kill() => End("QUIT");

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => _process is { HasExited: true };

    /// <summary>Makes it begin new files of its write-ahead log, one after the other, until it has no space for one; it ends its sessions then.</summary>
    public void SwitchLog()
    {
        try
        {
            for (var i = 0; i < 20; i++)
                Query("postgres", "SELECT pg_logical_emit_message(false, 'test', 'x'), pg_switch_wal()");
        }
        catch (InvalidOperationException)
        {
            // The session was ended.
        }
    }

    /// <summary>Halts it with all its sessions: connections stay and nothing answers.</summary>
    public void Pause() => Pause(Main);

    /// <summary>Lets it go on.</summary>
    public void Resume() => Resume(Main);

    /// <summary>Halts one that somebody else started, with all its sessions.</summary>
    public static void Pause(int server) => Signal("STOP", [server, .. Sessions(server)]);

    /// <summary>Lets one go on that somebody else started.</summary>
    public static void Resume(int server) => Signal("CONT", [.. Sessions(server), server]);

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            Resume();
            Kill();
        }

        Directory.Delete(_folder, recursive: true);
    }


    // setpriv replaces itself, so that the process is PostgreSQL's own.
    private int Main => _process!.Id;

    private void Initialize()
    {
        if (IsRoot)
            Run("chown", ["postgres", _folder], asOwner: false);
        Run("initdb", ["-D", Data, "-U", "postgres", "--auth=trust", "--no-sync", "--data-checksums", "--encoding=UTF8", "--locale=C"]);
        if (Addresses.Contains(','))
            File.AppendAllText(Path.Combine(Data, "pg_hba.conf"), $"host all all {Addresses.Split(',')[1]}/24 trust\n");
    }

    private void WaitUntilItAnswers()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Query("postgres", "SELECT 1");
                return;
            }
            catch (InvalidOperationException) when (waited.Elapsed < Recovering && !_process!.HasExited)
            {
                // Looks again after a moment, or at once where it has ended.
                _process.WaitForExit(50);
            }
        }
    }

    private void End(string signal)
    {
        Signal(signal, [Main]);
        if (!_process!.WaitForExit(Patience))
            throw new InvalidOperationException("PostgreSQL does not stop.");
        _process.Dispose();
        _process = null;
    }

    private static IEnumerable<int> Sessions(int server) => Directory.GetDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => int.TryParse(name, out _) && ParentOf(name!) == server)
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private static int ParentOf(string process)
    {
        try
        {
            // The name in parentheses may hold anything; what follows it does not.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Signal(string signal, IEnumerable<int> processes)
    {
        foreach (var process in processes)
        {
            // A session may have ended meanwhile.
            using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
            kill.WaitForExit();
        }
    }

    private string Run(string program, string[] arguments, bool asOwner = true)
    {
        using var process = Process.Start(asOwner ? AsOwner(program, arguments) : Plain(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd() : throw new InvalidOperationException($"{program}: {errors.Result}");
    }

    // PostgreSQL refuses to run as root.
    private ProcessStartInfo AsOwner(string program, string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return IsRoot ? Plain("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]) : Plain(path, arguments);
    }

    private ProcessStartInfo Plain(string program, string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = _folder,
        Environment = { ["LC_ALL"] = "C" },
    };

    private static bool IsRoot => Environment.UserName == "root";

    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian) ? Directory.GetDirectories(debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).FirstOrDefault() : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (newest is not null)
            folders = [Path.Combine(newest, "bin"), .. folders];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("These tests need PostgreSQL. Install it (Debian: sudo apt-get install postgresql).");
    }
}
