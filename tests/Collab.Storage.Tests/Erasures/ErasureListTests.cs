using Collab.Storage.Erasures;

namespace Collab.Storage.Tests.Erasures;

public sealed class ErasureListTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("list");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_added_is_read_in_order_by_whoever_opens_it()
    {
        Assert.Empty(new ErasureList(File).Read());
        new ErasureList(File).Add(Of("a"));
        new ErasureList(File).Add(Of("b"));
        Assert.Equal([Of("a"), Of("b")], new ErasureList(File).Read());
    }

    [Fact]
    public void An_addition_that_was_cut_short_is_not_there_and_the_next_one_is()
    {
        var list = new ErasureList(File);
        list.Add(Of("a"));
        System.IO.File.AppendAllText(File, """{"id":"b","at":"2026""");
        Assert.Equal([Of("a")], list.Read());
        list.Add(Of("c"));
        Assert.Equal([Of("a"), Of("c")], list.Read());
    }

    [Fact]
    public void Of_two_lists_each_erasure_is_kept_once()
    {
        var (list, other) = (new ErasureList(File), new ErasureList(_folder.File("other")));
        list.Add(Of("a"));
        other.Add(Of("b"));
        other.Add(Of("a"));
        other.Add(Of("b"));
        list.AddFrom(other.File);
        list.AddFrom(other.File);
        Assert.Equal([Of("a"), Of("b")], list.Read());
    }

    [Fact]
    public void A_file_that_is_no_list_is_refused_by_name()
    {
        System.IO.File.WriteAllText(_folder.File("other"), "not\na list\n");
        Assert.Contains(_folder.File("other"), Assert.Throws<InvalidDataException>(() => new ErasureList(File).AddFrom(_folder.File("other"))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => new ErasureList(File).AddFrom(_folder.File("none")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"at":"2026-11-23T08:30:00+00:00"}""")]
    public void A_line_that_is_no_erasure_is_named_with_the_way_out_and_without_it_the_rest_is_read(string line)
    {
        var list = new ErasureList(File);
        list.Add(Of("a"));
        System.IO.File.AppendAllText(File, line + "\n");
        list.Add(Of("b"));
        var refused = Assert.Throws<InvalidDataException>(list.Read).Message;
        Assert.Contains(File, refused, StringComparison.Ordinal);
        Assert.Contains("damaged in line 2. If it is one, keep a copy and take that line out of it", refused, StringComparison.Ordinal);
        System.IO.File.WriteAllLines(File, System.IO.File.ReadAllLines(File).Where((_, i) => i != 1));
        Assert.Equal([Of("a"), Of("b")], list.Read());
    }

    [Fact]
    public async Task What_was_taken_out_of_the_file_comes_back_from_the_storage()
    {
        using var storage = Collab.Storage.Sqlite.SqliteStorage.Open(_folder.File("data"));
        var list = new ErasureList(File);
        list.Add(Of("a"));
        list.Add(Of("b"));
        await list.MergeAsync(storage.Accounts);
        System.IO.File.WriteAllLines(File, System.IO.File.ReadAllLines(File).Take(1));
        await list.MergeAsync(storage.Accounts);
        Assert.Equal([Of("a"), Of("b")], list.Read());
    }

    [Fact]
    public async Task Additions_at_once_are_all_there()
    {
        var list = new ErasureList(File);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => list.Add(Of($"{i}")))));
        Assert.Equal(20, list.Read().DistinctBy(erasure => erasure.Id).Count());
    }

    private static Erasure Of(string id) => new(id, Now, "seminar", "member");
}
