using Collab.Formats.WebAnnotations;

namespace Collab.Formats.Tests.WebAnnotations;

/// <summary>What an address of a document means.</summary>
public sealed class WebAddressesTests
{
    private static readonly WebAddresses Addresses = new("https://room.example", "d1");

    [Theory]
    [InlineData("", true)]
    [InlineData("#clause-c1", true)]
    [InlineData("?edition=de#clause-c1", true)]
    [InlineData("/reading", true)]
    [InlineData("/reading#clause-c1", true)]
    [InlineData("/points/c1", true)]
    [InlineData("/notes/1", false)]
    [InlineData("/readings", false)]
    [InlineData("/reading/points/c1", false)]
    [InlineData("?at=9d3c:8#clause-c1", false)]
    [InlineData("?x=1&at=9d3c:8#clause-c1", false)]
    [InlineData("?revision=1#clause-c1", false)]
    [InlineData("/reading?revision=1#clause-c1", false)]
    [InlineData("2#clause-c1", false)]
    public void Only_the_text_as_it_is_now_is_here(string behind, bool here) => Assert.Equal(here, Addresses.IsHere($"https://room.example/rooms/d1{behind}"));
}
