using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Formats.Archive;
using Collab.Formats.Export;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Import.Hostile;
using Collab.Testing;

namespace Collab.Formats.Tests.Archive;

/// <summary>A document as one file that is checked without a server.</summary>
public sealed class DocumentArchiveTests
{
    private const string ErasedWords = "WORDSTHATWEREERASED";

    private readonly Samples samples = new();
    private readonly SealedLog log;
    private readonly Audience moderator, reader;

    public DocumentArchiveTests()
    {
        var (builder, gone) = (samples.Builder, samples.Builder.Join("Anneliese Vogt"));
        builder.Note(gone, ErasedWords, (1, "departed"));
        builder.Stance(gone, 1, "agree", reason: ErasedWords);
        builder.Erase(gone);
        builder.Stance(samples.Ana, 1, "agree", reason: "It is so.");
        builder.AskWithoutNames(samples.Moderator);
        builder.Stance(samples.Ben, 1, "disagree", anonymous: true);
        builder.Translate(samples.Moderator, "de", "Entschließung", "Die Versammlung.", "Die Opposition.", "Die Verantwortung.", "Die Regierung.");
        builder.Say(samples.Moderator, 2, "Said aloud.", new Said(samples.Ben));
        builder.Note(samples.Ana, "The last word; 最後 of it.", (3, "renounced"));
        log = new SealedLog(builder);
        (moderator, reader) = (builder.As(samples.Moderator), builder.As(samples.Ana));
    }

    [Fact]
    public async Task It_holds_log_texts_and_every_format_in_the_same_bytes_and_is_whole_for_every_audience()
    {
        foreach (var audience in new[] { moderator, reader, new Audience(new ViewClass(ReadsHidden: false, SeesNames: false), null) })
        {
            var file = await WriteAsync(audience);
            Assert.Equal(file, await WriteAsync(audience, page: 3));
            var finding = await CheckAsync(file);
            Assert.True(finding.IsWhole, string.Join('\n', finding.Damaged));
            Assert.Equal((log.Head.Header.Seq, log.Head.Header.Hash, log.Head.Header.Epoch), (finding.Events, finding.Manifest!.Hash, finding.Manifest.Epoch));
            var parts = ExportedText.Parts(file);
            Assert.Equal(["README.txt", "check.py", "log.jsonl"], parts.Keys.Take(3));
            Assert.Equal(2, parts.Keys.Count(name => name.StartsWith("texts/", StringComparison.Ordinal)));
            Assert.All(parts.Where(part => part.Key.StartsWith("texts/", StringComparison.Ordinal)), part => Assert.Equal($"texts/{Sha256(part.Value)}.json", part.Key));
            foreach (var exporter in Exporters.All)
                Assert.Equal(await Samples.Bytes(exporter.Format, log.For(audience).Document), parts[$"exports/{exporter.Format}.{exporter.FileExtension}"]);
            Assert.Equal("manifest.json", parts.Keys.Last());
            Assert.Contains(log.Head.Header.Hash, Encoding.UTF8.GetString(parts["README.txt"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task M159_what_may_not_be_told_leaves_by_no_entry_and_the_chain_holds_all_the_same()
    {
        var (full, few) = (ExportedText.Of(await WriteAsync(moderator)), ExportedText.Of(await WriteAsync(reader)));
        Assert.Contains(Samples.HiddenWords, full, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.HiddenWords, few, StringComparison.Ordinal);
        string[] persons = [.. samples.Builder.Log.Select(e => (e.Data as MemberJoined)?.Person).OfType<string>()];
        Assert.NotEmpty(persons);
        foreach (var archive in new[] { full, few })
            Assert.All([Samples.DeletedWords, ErasedWords, "Anneliese", .. persons], words => Assert.DoesNotContain(words, archive, StringComparison.Ordinal));
        var lines = Lines(await WriteAsync(reader));
        var anonymous = log.Stored.Single(stored => EventCodec.Read(stored).Data is StanceTaken { Anonymous: true });
        Assert.Equal(["seq", "shown", "hash"], lines[(int)anonymous.Seq - 1].Select(field => field.Key));
        Assert.DoesNotContain(anonymous.Command.ToString(), few, StringComparison.Ordinal);
        foreach (var (stored, line) in log.Stored.Zip(lines).Where(pair => pair.Second["payload"] is null))
        {
            Assert.Null(line["salt"]);
            if (stored.Salt is { } salt)
                Assert.DoesNotContain(Convert.ToHexStringLower(salt.Span), few, StringComparison.Ordinal);
        }

        // Without names for whoever may not know them.
        var unnamed = ExportedText.Of(await WriteAsync(new Audience(new ViewClass(ReadsHidden: true, SeesNames: false), null)));
        Assert.DoesNotMatch(@"\b(Okafor|Ana|Ben)\b", unnamed);
        Assert.Contains(Pseudonyms.Of(log.Head.Header.Seminar, log.Head.Header.Members[samples.Ana].Number), unnamed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M160_whatever_is_changed_in_the_log_is_found_at_its_seq_also_where_the_manifest_was_made_to_fit()
    {
        var file = await WriteAsync(moderator);
        var lines = Lines(file);
        Assert.Equal(log.Head.Header.Seq, lines.Count);
        foreach (var (field, other) in new[] { ("actor", "x"), ("data", "{}"), ("payload", "{}"), ("at", "2026-11-23T08:31:00.0000001Z"), ("kind", "Led"), ("ordinal", "7"), ("digest", new string('0', 64)), ("hash", new string('0', 64)) })
        {
            var at = lines.FindLastIndex(line => line["shown"] is null && line[field] is not null);
            var changed = Lines(file);
            changed[at][field] = field == "ordinal" ? JsonValue.Create(7) : other;
            var finding = await CheckAsync(Refit(file, Encoding.UTF8.GetBytes(Joined(changed))));
            Assert.Equal(at + 1, Assert.Single(finding.Damaged).Seq);
        }

        // Taken out, in another order, cut off, or with a hash alone that is another.
        List<JsonObject> without = Lines(file), swapped = Lines(file), cut = Lines(file), other2 = Lines(file);
        without.RemoveAt(9);
        (swapped[9], swapped[10]) = (swapped[10].DeepClone().AsObject(), swapped[9].DeepClone().AsObject());
        cut.RemoveAt(cut.Count - 1);
        var alone = other2.FindLastIndex(line => line["shown"] is not null);
        other2[alone]["hash"] = new string('0', 64);
        foreach (var (damaged, seq) in new[] { (without, 10), (swapped, 10), (cut, lines.Count), (other2, alone + 2) })
            Assert.Equal(seq, Assert.Single((await CheckAsync(Refit(file, Encoding.UTF8.GetBytes(Joined(damaged))))).Damaged).Seq);
    }

    [Theory]
    [InlineData("hashAlone")]
    [InlineData("withoutWords")]
    [InlineData("boundFrom")]
    public async Task M160_what_the_manifest_says_of_the_chain_is_counted(string said)
    {
        var file = await WriteAsync(reader);
        var manifest = JsonNode.Parse(ExportedText.Parts(file)["manifest.json"])!;
        manifest[said] = 0;
        Assert.StartsWith("the manifest says that the chain binds", Assert.Single((await CheckAsync(Replaced(file, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString())))).Damaged).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M160_the_program_in_the_archive_finds_what_verify_finds()
    {
        var file = await WriteAsync(moderator);
        Assert.Matches("^all as written: the hash [0-9a-f]{64} binds what is shown from event [0-9]+ on\n$", await ProgramAsync(file, 0));
        var text = ExportedText.Parts(file).Keys.First(name => name.StartsWith("texts/", StringComparison.Ordinal));
        Assert.Contains("is not the text that it is named by", await ProgramAsync(Refit(file, "[]"u8.ToArray(), text), 1), StringComparison.Ordinal);
        Assert.Contains("texts/more.json is not in the manifest", await ProgramAsync(Repacked(file, zip => Add(zip, "texts/more.json", "x"u8.ToArray())), 1), StringComparison.Ordinal);
        // Unpacked where it was, among other files.
        Assert.StartsWith("all as written", await ProgramAsync(Repacked(file, zip => Add(zip, "record.archive.zip", "x"u8.ToArray())), 0), StringComparison.Ordinal);
        foreach (var count in new[] { "hashAlone", "withoutWords" })
        {
            var manifest = JsonNode.Parse(ExportedText.Parts(file)["manifest.json"])!;
            manifest[count] = 0;
            Assert.Matches("the manifest says (0 events|[0-9]+ events with their hash alone and 0 without)", await ProgramAsync(Replaced(file, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString())), 1));
        }

        var lines = Lines(file);
        lines[^1]["data"] = "{}";
        Assert.Contains($"event {lines.Count} is not what the chain covers", await ProgramAsync(Refit(file, Encoding.UTF8.GetBytes(Joined(lines))), 1), StringComparison.Ordinal);
        foreach (var broken in new[] { "{", "{\"seq\":1,\"hash\":\"zz\",\"shown\":{}}", "[]", "{\"seq\":1,\"actor\":\"a\",\"command\":\"00000000-0000-0000-0000-000000000000\",\"kind\":\"Led\",\"at\":\"2026-11-23T08:31:00.0000001Z\",\"data\":\"{}\",\"hash\":\"00\",\"ordinal\":1099511627776}" })
            Assert.StartsWith("damaged: ", await ProgramAsync(Refit(file, Encoding.UTF8.GetBytes(broken + "\n")), 1), StringComparison.Ordinal);
    }

    private static async Task<string> ProgramAsync(byte[] file, int code)
    {
        var folder = Directory.CreateTempSubdirectory("collab-archive-");
        try
        {
            using (var stream = new MemoryStream(file))
                await ZipFile.ExtractToDirectoryAsync(stream, folder.FullName);
            using var python = Process.Start(new ProcessStartInfo("python3", ["check.py"]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true })!;
            var said = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.Equal(code, python.ExitCode);
            return said;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task M160_any_byte_that_is_another_is_found_or_changes_nothing_that_is_read()
    {
        var (file, random) = (await WriteAsync(reader), new Random(4711));
        var (whole, found) = (ExportedText.Parts(file), 0);
        for (var i = 0; i < 150; i++)
        {
            var damaged = file.ToArray();
            damaged[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            if (!(await CheckAsync(damaged)).IsWhole)
                found++;
            else
                Assert.Equal(whole, ExportedText.Parts(damaged));
        }

        Assert.True(found > 100, $"{found}");
        Assert.Contains((await CheckAsync(file[..^40])).Damaged, damage => damage.Detail.StartsWith("the file is no whole ZIP archive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task M161_an_archive_that_is_made_to_harm_is_refused_before_it_is_read()
    {
        var file = await WriteAsync(reader);
        // Each claims all that a number of 32 bits can; together they are more than eight gigabytes.
        var claims = Repacked(file, zip => Array.ForEach(["a", "b", "c"], name => Add(zip, $"exports/{name}.txt", new byte[1024])));
        var count = ExportedText.Parts(file).Count;
        foreach (var entry in Enumerable.Range(count, 3))
            claims = Zips.Lie(claims, entry, 24, 0, uint.MaxValue - 1);
        var bomb = await CheckAsync(claims);
        Assert.Equal((null, 0L, "it claims to hold more than any archive does, and is not read"), (bomb.Manifest, bomb.Events, Assert.Single(bomb.Damaged).Detail));
        var many = await CheckAsync(Repacked(file, zip =>
        {
            for (var i = 0; i < 2000; i++)
                zip.CreateEntry($"many/{i}");
        }));
        Assert.Equal("it claims to hold more than any archive does, and is not read", Assert.Single(many.Damaged).Detail);
        Assert.Equal("the entry more.txt is not in the manifest", Assert.Single((await CheckAsync(Repacked(file, zip => Add(zip, "more.txt", "x"u8.ToArray())))).Damaged).Detail);
        Assert.Contains(new ArchiveFinding.Damage(null, "the entry log.jsonl is there more than once"), (await CheckAsync(Repacked(file, zip => Add(zip, "log.jsonl", "x"u8.ToArray())))).Damaged);
        foreach (var line in new[] { "", "null", "[]", "{}", "{\"seq\":1}", "{\"seq\":1,\"hash\":\"zz\"}", "{\"seq\":\"1\",\"hash\":\"00\",\"shown\":{}}", new string('[', 5000), "\0" })
            Assert.Equal(1, (await CheckAsync(Refit(file, Encoding.UTF8.GetBytes(line + "\n")))).Damaged[0].Seq);
        foreach (var manifest in new[] { "", "null", "{}", "{\"format\":\"collab-archive\",\"version\":1}", "{\"format\":\"collab-archive\",\"version\":2,\"entries\":[null]}" })
            Assert.StartsWith("its manifest cannot be read", Assert.Single((await CheckAsync(Replaced(file, "manifest.json", Encoding.UTF8.GetBytes(manifest)))).Damaged).Detail, StringComparison.Ordinal);
        Assert.Equal("it has no manifest, so it is no archive of a document", Assert.Single((await CheckAsync(await Samples.Bytes("docx", samples.For(samples.Ana)))).Damaged).Detail);
    }

    [Fact]
    public async Task An_archive_is_whole_however_often_its_notes_say_the_same()
    {
        // 300 times as large as packed, and more.
        var builder = new DocumentBuilder("The first sentence is here.");
        var owner = builder.Join("Ida", Role.Owner);
        for (var i = 0; i < 320; i++)
            builder.Note(owner, new string('a', 16 * 1024), (0, ""));
        using var stream = new AsyncOnlyStream();
        await DocumentArchive.WriteAsync(new SealedLog(builder).For(builder.As(owner), 50), stream);
        var finding = await CheckAsync(stream.ToArray());
        Assert.True(finding.IsWhole, string.Join('\n', finding.Damaged));
    }

    [Fact]
    public async Task What_was_begun_and_failed_opens_as_no_file()
    {
        var whole = log.For(moderator);
        using var stream = new MemoryStream();
        await Assert.ThrowsAsync<InvalidDataException>(() => DocumentArchive.WriteAsync(
            whole with { ReadAsync = async after => [.. (await whole.ReadAsync(after)).Where(stored => stored.Seq < log.Head.Header.Seq)] }, stream));
        Assert.NotEqual(0, stream.Length);
        Assert.Throws<InvalidDataException>(() => new ZipArchive(stream, ZipArchiveMode.Read));
    }

    private async Task<byte[]> WriteAsync(Audience audience, int page = 7)
    {
        using var stream = new AsyncOnlyStream();
        await DocumentArchive.WriteAsync(log.For(audience, page), stream);
        return stream.ToArray();
    }

    private static async Task<ArchiveFinding> CheckAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await ArchiveCheck.RunAsync(stream, (done, total) => Assert.InRange(done, 0, total));
    }

    private static List<JsonObject> Lines(byte[] file) =>
        [.. Encoding.UTF8.GetString(ExportedText.Parts(file)["log.jsonl"]).TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Joined(IEnumerable<JsonObject> lines) => string.Concat(lines.Select(line => line.ToJsonString() + "\n"));

    /// <summary>With another log, or another entry, and a manifest that fits it.</summary>
    private static byte[] Refit(byte[] file, byte[] other, string name = "log.jsonl")
    {
        var manifest = JsonNode.Parse(ExportedText.Parts(file)["manifest.json"])!;
        var entry = manifest["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == name)!;
        (entry["bytes"], entry["sha256"]) = (other.Length, Sha256(other));
        return Replaced(Replaced(file, name, other), "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    private static byte[] Replaced(byte[] file, string name, byte[] content) => Repacked(file, zip =>
    {
        zip.GetEntry(name)!.Delete();
        Add(zip, name, content);
    });

    private static byte[] Repacked(byte[] file, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
