using System.Text;
using System.Text.Json;
using Collab.Storage.Accounts;

namespace Collab.Storage.Erasures;

/// <summary>
/// Every erasure that was ever asked for, in a file of its own beside the database: an older backup that is put back does not know of those
/// that came after it. It holds ids and times, no words. The storage holds them too: there the other nodes of a cluster find what was asked
/// of this one. What was carried out is noted in the storage alone, so that list and notes together say what is still to do, after a crash
/// as after a restore.
/// </summary>
public sealed class ErasureList(string file)
{
    /// <summary>What the list is called in a data folder.</summary>
    public const string FileName = "collab.erasures";

    internal const string Listed = "erasure:";
    private const string Setting = "erased:", Told = "erasing:";
    private readonly Lock _gate = new();
    private static readonly byte[] Done = [1];

    /// <summary>The list of a data folder.</summary>
    public static ErasureList Of(string dataFolder) => new(Path.Combine(dataFolder, FileName));

    /// <summary>Where the list stands that belongs to a backup.</summary>
    public static string BesideBackup(string backup) => backup + ".erasures";

    /// <summary>The absolute path of the file; it is there once something was erased.</summary>
    public string File => file;

    /// <summary>All of the file, in order.</summary>
    /// <exception cref="InvalidDataException">The file is no such list.</exception>
    public IReadOnlyList<Erasure> Read()
    {
        lock (_gate)
            return System.IO.File.Exists(file) ? Read(file) : [];
    }

    /// <summary>Adds them, all or none; they are on the disk on return.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(params IReadOnlyList<Erasure> erasures) => Append(erasures);

    /// <summary>Adds those of another list that are not in this one.</summary>
    /// <exception cref="InvalidDataException">The other file is no such list.</exception>
    public void AddFrom(string other)
    {
        var known = Read().Select(erasure => erasure.Id).ToHashSet();
        Append([.. Read(other).Where(erasure => known.Add(erasure.Id))]);
    }

    /// <summary>All of the file, and after them those that the storage alone has, oldest first.</summary>
    public async Task<IReadOnlyList<Erasure>> ReadAsync(IAccountStore accounts)
    {
        var here = Read();
        var elsewhere = (await accounts.ListSettingsAsync(Listed)).Except(here.Select(Key));
        List<Erasure> added = [];
        foreach (var key in elsewhere)
            added.Add(JsonSerializer.Deserialize((await accounts.ReadSettingAsync(key))!.Value.Span, ErasureJson.Default.Erasure)!);
        return [.. here, .. added.OrderBy(erasure => erasure.At)];
    }

    /// <summary>Gives the storage what only the file has, and the file what only the storage has.</summary>
    public async Task MergeAsync(IAccountStore accounts)
    {
        var here = Read();
        var shared = (await accounts.ListSettingsAsync(Listed)).ToHashSet();
        foreach (var erasure in here.Where(erasure => !shared.Contains(Key(erasure))))
            await accounts.AddSettingAsync(Key(erasure), Serialize(erasure));
        if (shared.Except(here.Select(Key)).Any())
            Append([.. (await ReadAsync(accounts)).Skip(here.Count)]);
    }

    /// <summary>Writes a list beside a backup, over the one that may be there.</summary>
    public static void Write(string file, IReadOnlyList<Erasure> erasures)
    {
        using var target = DataFolder.CreateOwn(file, FileMode.Create);
        Write(target, erasures);
    }

    /// <summary>Those that the storage has not carried out.</summary>
    public async Task<IReadOnlyList<Erasure>> PendingAsync(IAccountStore accounts)
    {
        var listed = await ReadAsync(accounts);
        if (listed.Count == 0)
            return [];
        var done = (await accounts.ListSettingsAsync(Setting)).ToHashSet();
        return [.. listed.Where(erasure => !done.Contains(Setting + erasure.Id))];
    }

    /// <summary>Notes that the storage has carried it out.</summary>
    public static async Task SetDoneAsync(IAccountStore accounts, Erasure erasure)
    {
        await accounts.SaveSettingAsync(Setting + erasure.Id, Done);
        await accounts.RemoveSettingAsync(Told + erasure.Id);
    }

    /// <summary>The logs aside from which it is still to be erased; null while its seminar has not written it.</summary>
    public static async Task<IReadOnlyList<string>?> LeftAsync(IAccountStore accounts, Erasure erasure) =>
        await accounts.ReadSettingAsync(Told + erasure.Id) is { } left ? [.. Encoding.UTF8.GetString(left.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)] : null;

    /// <summary>Notes that the seminar has written it, and what is left: what is tried again must not reach what was written since.</summary>
    public static Task SetLeftAsync(IAccountStore accounts, Erasure erasure, IEnumerable<string> streams) =>
        accounts.SaveSettingAsync(Told + erasure.Id, Encoding.UTF8.GetBytes(string.Join('\n', streams)));

    /// <summary>The setting under which the storage holds it.</summary>
    internal static string Key(Erasure erasure) => Listed + erasure.Id;

    /// <summary>One line of the file; the value of the setting.</summary>
    internal static byte[] Serialize(Erasure erasure) => JsonSerializer.SerializeToUtf8Bytes(erasure, ErasureJson.Default.Erasure);

    private void Append(IReadOnlyList<Erasure> erasures)
    {
        lock (_gate)
        {
            using var target = DataFolder.Create(file, FileMode.OpenOrCreate);
            CutUnfinishedLine(target);
            var before = target.Length;
            try
            {
                Write(target, erasures);
            }
            catch (IOException)
            {
                // Nobody is told of those that had room.
                target.SetLength(before);
                throw;
            }
        }
    }

    private static void CutUnfinishedLine(FileStream target)
    {
        for (var end = target.Length; end > 0; end--)
        {
            target.Position = end - 1;
            if (target.ReadByte() == '\n')
                return;
            target.SetLength(end - 1);
        }
    }

    private static void Write(FileStream target, IReadOnlyList<Erasure> erasures)
    {
        foreach (var erasure in erasures)
        {
            target.Write(Serialize(erasure));
            target.WriteByte((byte)'\n');
        }

        target.Flush(flushToDisk: true);
    }

    private static List<Erasure> Read(string from)
    {
        var text = System.IO.File.ReadAllText(from);
        // A last line without an end is from an addition that was cut short: nobody was told that it is there.
        var lines = text.Split('\n').SkipLast(1);
        return [.. lines.Select((line, i) => Parsed(line) ?? throw new InvalidDataException(
            $"{from} is no list of erasures, or it is damaged in line {i + 1}. If it is one, keep a copy and take that line out of it: at the start the list is completed from the database, which has every erasure that was begun, unless an older backup was restored since."))];
    }

    private static Erasure? Parsed(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ErasureJson.Default.Erasure) is { Id.Length: > 0 } erasure ? erasure : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
