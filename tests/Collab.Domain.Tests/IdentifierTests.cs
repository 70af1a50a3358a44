namespace Collab.Domain.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("00000000000000000000000000000000", "00000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffff", "zzzzzzzzzzzzzzzzzzzzzzzzzw")]
    [InlineData("80000000000000000000000000000001", "g0000000000000000000000004")]
    public void Sixteen_bytes_are_twenty_six_characters(string hex, string id) => Assert.Equal(id, Identifier.Encode(Convert.FromHexString(hex)));

    [Fact]
    public void N43_ids_do_not_repeat_and_do_not_follow_each_other()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Identifier.New()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(Identifier.IsWellFormed(id)));
        Assert.NotEqual(ids, ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Threads_do_not_get_the_same_ids()
    {
        var ids = new string[8][];
        var threads = ids.Select((_, i) => new Thread(() => ids[i] = [.. Enumerable.Range(0, 10_000).Select(_ => Identifier.New())])).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Distinct(ids.SelectMany(all => all));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000")]
    [InlineData("000000000000000000000000000")]
    [InlineData("0000000000000000000000000i")]
    [InlineData("0000000000000000000000000Z")]
    [InlineData("0000000000000000000000000/")]
    [InlineData("000000000000000000000000٣0")]
    public void Anything_else_is_none(string? id) => Assert.False(Identifier.IsWellFormed(id));
}
