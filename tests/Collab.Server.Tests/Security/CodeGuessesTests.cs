using System.Net;
using Collab.Server.Limits;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Security;

public sealed class CodeGuessesTests
{
    private static readonly IPAddress Campus = IPAddress.Parse("198.51.100.7"), Elsewhere = IPAddress.Parse("198.51.100.8");

    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly CodeGuesses _guesses;

    public CodeGuessesTests() => _guesses = new CodeGuesses(Options.Create(new LimitsOptions()), _time);

    [Fact]
    public void M210_the_eleventh_code_within_a_minute_is_not_looked_at_where_ten_were_wrong()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal("looked at", Guess(Campus, $"wrong {i}"));
        Assert.Equal("refused", Guess(Campus, "right", right: true));
        Assert.Equal("looked at", Guess(Elsewhere, "right", right: true));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Throws<RateLimitedException>(() => _guesses.Begin(Campus, "right")).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("looked at", Guess(Campus, "right", right: true));
    }

    [Fact]
    public void M210_whoever_sends_a_thousand_at_once_has_ten_looked_at_as_well()
    {
        var begun = Enumerable.Range(0, 1000).Count(i => Record.Exception(() => _guesses.Begin(Campus, $"guess {i}")) is null);
        Assert.Equal(10, begun);
        // What was right, or what nobody could say, gives its place back.
        _guesses.Forget(Campus, "guess 3");
        Assert.Equal("looked at", Guess(Campus, "another"));
        Assert.Equal("refused", Guess(Campus, "one more"));
    }

    [Fact]
    public void M210_a_class_that_comes_in_by_one_code_uses_nothing_up()
    {
        for (var i = 0; i < 300; i++)
            Assert.Equal("looked at", Guess(Campus, "right", right: true));
        for (var i = 0; i < 10; i++)
            Assert.Equal("looked at", Guess(Campus, $"wrong {i}"));
    }

    [Fact]
    public void M210_one_wrong_code_that_many_misread_is_refused_from_the_eleventh_on_and_shuts_out_no_other()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal("looked at", Guess(Campus, "misread"));
        for (var i = 0; i < 30; i++)
            Assert.Equal("looked at, then refused", Guess(Campus, "misread"));
        Assert.Equal("looked at", Guess(Campus, "right", right: true));
    }

    [Fact]
    public void M210_ten_people_look_at_a_wrong_code_and_then_send_it()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("looked at", Guess(Campus, $"wrong {i}", joining: false));
            Assert.Equal("looked at", Guess(Campus, $"wrong {i}"));
        }

        Assert.Equal("refused", Guess(Campus, "wrong too", joining: false));
        Assert.Equal("looked at, then refused", Guess(Campus, "wrong 3"));
    }

    [Fact]
    public void M210_who_has_64_bits_of_addresses_has_one()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal("looked at", Guess(IPAddress.Parse($"2001:db8::{i}"), $"wrong {i}"));
        Assert.Equal("refused", Guess(IPAddress.Parse("2001:db8::ffff"), "right", right: true));
        Assert.Equal("looked at", Guess(IPAddress.Parse("2001:db8:0:1::"), "right", right: true));
    }

    [Fact]
    public void M210_windows_that_are_over_are_dropped_and_no_other()
    {
        for (var i = 0; i < 10; i++)
            Guess(Campus, $"old {i}");
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 10; i++)
            Guess(Elsewhere, $"new {i}");
        for (var i = 0; i < 5000; i++)
            Guess(new IPAddress(i), "wrong");
        Assert.Equal("looked at", Guess(Campus, "right", right: true));
        Assert.Equal("refused", Guess(Elsewhere, "right", right: true));
    }

    [Fact]
    public void M236_who_has_48_bits_of_addresses_has_a_hundred_codes_a_minute()
    {
        for (var i = 0; i < 100; i++)
            Assert.Equal("looked at", Guess(IPAddress.Parse($"2001:db8:0:{i / 5:x}::{i:x}"), $"wrong {i}"));
        Assert.Equal("refused", Guess(IPAddress.Parse("2001:db8:0:ffff::1"), "right", right: true));
        // One that was wrong there already teaches nothing, and another site has its own.
        Assert.Equal("looked at", Guess(IPAddress.Parse("2001:db8:0:ffff::1"), "wrong 7"));
        Assert.Equal("looked at", Guess(IPAddress.Parse("2001:db8:1::1"), "right", right: true));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("looked at", Guess(IPAddress.Parse("2001:db8:0:ffff::1"), "right", right: true));
    }

    [Fact]
    public void M236_from_wherever_they_come_two_thousand_are_looked_at_and_then_those_where_a_code_is_shown()
    {
        _guesses.Show(Campus);
        for (var i = 0; i < 2000; i++)
            Assert.Equal("looked at", Guess(new IPAddress(i / 10), $"wrong {i}"));
        var refused = Assert.Throws<RateLimitedException>(() => _guesses.Begin(Elsewhere, "right"));
        Assert.StartsWith("Too many wrong codes are tried on this server. Open a link", refused.Message, StringComparison.Ordinal);
        Assert.Equal("looked at", Guess(Campus, "right", right: true));
        // There too ten may be wrong, and no more.
        for (var i = 0; i < 10; i++)
            Assert.Equal("looked at", Guess(Campus, $"misread {i}"));
        Assert.Equal("refused", Guess(Campus, "right", right: true));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("looked at", Guess(Elsewhere, "right", right: true));
    }

    [Fact]
    public void M236_where_a_code_was_shown_is_forgotten_when_it_has_run_out()
    {
        _guesses.Show(Campus);
        _time.Advance(TimeSpan.FromSeconds(90));
        for (var i = 0; i < 2000; i++)
            Guess(new IPAddress(i / 10), $"wrong {i}");
        Assert.Equal("refused", Guess(Campus, "right", right: true));
    }

    private string Guess(IPAddress from, string code, bool right = false, bool joining = true)
    {
        try
        {
            _guesses.Begin(from, code);
        }
        catch (RateLimitedException)
        {
            return "refused";
        }

        if (right)
        {
            _guesses.Forget(from, code);
            return "looked at";
        }

        return Record.Exception(() => _guesses.CountWrong(from, code, joining)) is RateLimitedException ? "looked at, then refused" : "looked at";
    }
}
