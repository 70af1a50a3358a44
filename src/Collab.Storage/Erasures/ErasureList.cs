using System.Text.Json;
using Collab.Storage.Accounts;

namespace Collab.Storage.Erasures;

/// <summary>
/// Every erasure that was ever asked for, in a file of its own beside the database: an older backup that is put back does not know of those
/// that came after it. It holds ids and times, no words. What the storage has carried out is noted in the storage itself, so that
/// the two together say what is still to do, after a crash as after a restore.
/// </summary>
public sealed class ErasureList(string file)
{
    /// <summary>What the list is called in a data folder.</summary>
    public const string FileName = "collab.erasures";

    private const string Setting = "erased:";
    private readonly Lock _gate = new();
    private static readonly byte[] Done = [1];

    /// <summary>The list of a data folder.</summary>
    public static ErasureList Of(string dataFolder) => new(Path.Combine(dataFolder, FileName));

    /// <summary>Where the list stands that belongs to a backup.</summary>
    public static string BesideBackup(string backup) => backup + ".erasures";

    /// <summary>The absolute path of the file; it is there once something was erased.</summary>
    public string File => file;

    /// <summary>All of them, in order.</summary>
    /// <exception cref="InvalidDataException">The file is no such list.</exception>
    public IReadOnlyList<Erasure> Read()
    {
        lock (_gate)
            return System.IO.File.Exists(file) ? Read(file) : [];
    }

    /// <summary>Adds one; it is on the disk on return.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(Erasure erasure) => Append([erasure]);

    /// <summary>Adds those of another list that are not in this one.</summary>
    /// <exception cref="InvalidDataException">The other file is no such list.</exception>
    public void AddFrom(string other)
    {
        var known = Read().Select(erasure => erasure.Id).ToHashSet();
        Append([.. Read(other).Where(erasure => known.Add(erasure.Id))]);
    }

    /// <summary>Copies the list to a file beside a backup, over the one that may be there.</summary>
    public void CopyTo(string other)
    {
        using var target = DataFolder.Create(other, FileMode.Create);
        Write(target, Read());
    }

    /// <summary>Those that the storage has not carried out.</summary>
    public async Task<IReadOnlyList<Erasure>> PendingAsync(IAccountStore accounts)
    {
        var listed = Read();
        if (listed.Count == 0)
            return [];
        var done = (await accounts.ListSettingsAsync(Setting)).ToHashSet();
        return [.. listed.Where(erasure => !done.Contains(Setting + erasure.Id))];
    }

    /// <summary>Notes that the storage has carried it out.</summary>
    public static Task SetDoneAsync(IAccountStore accounts, Erasure erasure) => accounts.SaveSettingAsync(Setting + erasure.Id, Done);

    private void Append(IReadOnlyList<Erasure> erasures)
    {
        lock (_gate)
        {
            using var target = DataFolder.Create(file, FileMode.OpenOrCreate);
            CutUnfinishedLine(target);
            Write(target, erasures);
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
            target.Write(JsonSerializer.SerializeToUtf8Bytes(erasure, ErasureJson.Default.Erasure));
            target.WriteByte((byte)'\n');
        }

        target.Flush(flushToDisk: true);
    }

    private static List<Erasure> Read(string from)
    {
        var text = System.IO.File.ReadAllText(from);
        // A last line without an end is from an addition that was cut short: nobody was told that it is there.
        var lines = text.Split('\n').SkipLast(1);
        try
        {
            return [.. lines.Select(line => JsonSerializer.Deserialize(line, ErasureJson.Default.Erasure)!)];
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{from} is no list of erasures, or it is damaged.", damage);
        }
    }
}
