using System.IO.Compression;
using System.Text;
using Collab.Domain;
using Collab.Formats.Import;
using Collab.Testing;

namespace Collab.Formats.Tests.Import.Hostile;

public class HostileArchiveTests
{
    private static readonly byte[] Words = Encoding.UTF8.GetBytes("Words of a document.");

    private static readonly byte[] Good = Zips.Docx([Zips.Run("1. Be kind."), Zips.Run("2. Be brief.")]);

    [Fact]
    public void N102_a_bomb_is_refused_within_a_second_and_sixty_four_megabytes()
    {
        var zeros = new byte[30_000_000];
        // Ratio 1,000; and one below 100, as random bytes with gaps make it, but 210 MB in all.
        var sparse = Sparse(30_000_000);
        var dense = Zips.Of(("word/document.xml", zeros));
        var wide = Zips.Of(Enumerable.Range(0, 7).Select(i => ($"word/media/{i}.bin", sparse)), packing: CompressionLevel.Fastest);
        foreach (var (bomb, why) in new[] { (dense, "100 times"), (wide, "200 MB") })
        {
            var second = TimeSpan.FromSeconds(1);
            Assert.InRange(ThreadTime.Shortest(second, Refuse), TimeSpan.Zero, second);

            void Refuse()
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Contains(why, Refused("unsafe-file", bomb), StringComparison.Ordinal);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
            }
        }
    }

    [Fact]
    public void N103_ten_thousand_entries_are_taken_and_one_more_is_not()
    {
        var entries = Enumerable.Range(0, 10_001).Select(i => ($"word/{i}.xml", Words)).ToArray();
        Assert.Contains("10000", Refused("unsafe-file", Zips.Of(entries)), StringComparison.Ordinal);
        Assert.Contains("no Word document", Refused("not-taken", Zips.Of(entries[1..])), StringComparison.Ordinal);
    }

    [Fact]
    public void N104_an_archive_in_an_archive_is_refused_unless_it_is_an_embedded_table()
    {
        Assert.Contains("another archive", Refused("unsafe-file", Zips.Of(("word/document.xml", Words), ("inner.zip", Good))), StringComparison.Ordinal);
        var embedded = Zips.Docx([Zips.Run("1. Be kind."), Zips.Run("2. Be brief.")], ("word/embeddings/table.xlsx", "PK\u0003\u0004 never opened"));
        Assert.Equal(2, TextImport.Split(embedded, "a.docx").Clauses.Count);
    }

    [Fact]
    public void N104_a_link_in_an_archive_is_refused() =>
        Assert.Contains("link", Refused("unsafe-file", Zips.Of([("word/document.xml", Words), ("word/x", Words)], link: 1)), StringComparison.Ordinal);

    [Theory]
    [InlineData("../../../x")]
    [InlineData("word/../..")]
    [InlineData("/etc/passw")]
    [InlineData("C:/windows")]
    [InlineData("./././././")]
    public void N104_a_name_that_leads_out_is_refused(string name) => AssertNameRefused(name);

    [Theory]
    [InlineData("a\0b.xml567")]
    [InlineData("..\\..\\..\\x")]
    [InlineData("\\\\host\\x90")]
    [InlineData("a\r\nb567890")]
    [InlineData("a\u00ffb4567890")]
    public void M102_a_name_with_a_NUL_a_backslash_a_line_end_or_no_characters_is_refused(string name) => AssertNameRefused(name);

    [Fact]
    public void N104_a_size_that_lies_is_refused()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000).Select(i => $"line {i} ")));
        var zip = Zips.Of(("word/document.xml", content));
        Assert.Contains("larger than it claims", Refused("unsafe-file", Zips.Lie(zip, 0, 24, 22, 10)), StringComparison.Ordinal);
        Assert.Contains("not what it claims", Refused("unsafe-file", Zips.Lie(zip, 0, 24, 22, (uint)content.Length + 1)), StringComparison.Ordinal);
        Assert.Contains("not what it claims", Refused("unsafe-file", Zips.Lie(zip, 0, 16, 14, 0xDEADBEEF)), StringComparison.Ordinal);
        Assert.Contains("200 MB", Refused("unsafe-file", Zips.Lie(zip, 0, 24, 22, 2_000_000_000)), StringComparison.Ordinal);
        Refused("malformed-file", Zips.Lie(zip, 0, 20, 0, 5));
        Refused("malformed-file", Zips.Lie(zip, 0, 20, 18, 0x7FFFFFFF));
        Refused("malformed-file", Zips.Lie(zip, 0, 42, 0, 0x7FFFFFFF));
    }

    [Fact]
    public void M101_an_archive_without_entries_with_the_sizes_of_ZIP64_or_with_entries_that_overlap_is_refused()
    {
        Refused("unsupported-media-type", Zips.Of());
        Refused("malformed-file", [0x50, 0x4B, 3, 4, .. Zips.Of()]);
        Assert.Contains("4 GiB", Refused("unsafe-file", Zips.Lie(Good, 1, 24, 0, uint.MaxValue)), StringComparison.Ordinal);
        var same = Zips.Of(("word/a.xml", Words), ("word/b.xml", Words));
        var second = BitConverter.ToUInt32(same, Zips.Central(same, 1) + 42);
        // Both names are the second's now, and both stand on its data.
        var overlapping = Zips.Lie(Zips.Renamed(same, "word/a.xml", "word/b.xml"), 0, 42, 0, second);
        Assert.Contains("overlap", Refused("unsafe-file", overlapping), StringComparison.Ordinal);
        Assert.Contains("of one name", Refused("unsafe-file", Zips.Renamed(same, "word/a.xml", "WORD/b.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_encrypted_packed_otherwise_damaged_or_has_something_behind_it_is_refused()
    {
        var flags = Good.ToArray();
        flags[Zips.Central(flags, 1) + 8] |= 1;
        Assert.Contains("password", Refused("not-taken", flags), StringComparison.Ordinal);
        var packed = Good.ToArray();
        packed[Zips.Central(packed, 1) + 10] = 12;
        Refused("not-taken", packed);
        Refused("malformed-file", [.. Good, 0]);
        for (var length = 4; length < Good.Length; length++)
            Assert.NotEmpty(Assert.Throws<RefusalException>(() => TextImport.Split(Good.AsSpan(0, length), "a.docx")).Detail);
    }

    private static void AssertNameRefused(string name)
    {
        var placeholder = new string('q', name.Length);
        Assert.Contains("no safe file name", Refused("unsafe-file", Zips.Renamed(Zips.Of((placeholder, Words)), placeholder, name)), StringComparison.Ordinal);
    }

    private static byte[] Sparse(int length)
    {
        var bytes = new byte[length];
        var random = new Random(1);
        for (var at = 0; at + 25 < length; at += 1_000)
            random.NextBytes(bytes.AsSpan(at, 25));
        return bytes;
    }

    private static string Refused(string code, byte[] file)
    {
        var refusal = Assert.Throws<RefusalException>(() => TextImport.Split(file, "a.docx"));
        Assert.Equal((code, true), (refusal.Code, RefusalCodes.Status.ContainsKey(refusal.Code)));
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
        return refusal.Detail;
    }
}
