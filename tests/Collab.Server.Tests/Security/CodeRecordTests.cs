using System.Net;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Grains.Seminars;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Server.Tests.Commands;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>Two nodes, the grains that both ask, and the seminar that notes who shows a code.</summary>
public sealed class CodeRecordTests : IDisposable
{
    private const string Seminar = "7vgyy1j7cn91jbd41w1vhqfvv8";

    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Dictionary<string, JoinCodeGrain> _grains = [];
    private readonly SeminarOfCodes _seminar = SeminarOfCodes.With("olga", "mona");
    private readonly JoinCodes _codes;
    private readonly CodeRecord _here, _there;

    public CodeRecordTests()
    {
        _codes = Codes();
        (_here, _there) = (new CodeRecord(_codes, Grains(), _time), new CodeRecord(Codes(), Grains(), _time));
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public async Task A_code_that_is_shown_on_is_one_showing_which_ends_when_nobody_shows_it()
    {
        var code = await ShowAsync(_here, "olga");
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(60));
            Assert.Equal(code, await ShowAsync(i % 2 == 0 ? _there : _here, i % 2 == 0 ? "mona" : "olga"));
        }

        _time.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(["CodeShown by olga"], _seminar.Noted);
        // Both nodes look, and one of them notes it.
        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(["CodeShown by olga", "CodeEnded by server"], _seminar.Noted);

        Assert.NotEqual(code, await ShowAsync(_there, "mona"));
        _time.Advance(TimeSpan.FromSeconds(30));
        await _here.StopAsync(Seminar, "olga");
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["CodeShown by mona", "CodeEnded by olga"], _seminar.Noted[2..]);
    }

    [Fact]
    public async Task A_code_that_another_node_showed_on_before_it_ended_is_looked_for_again()
    {
        await ShowAsync(_here, "olga");
        _time.Advance(TimeSpan.FromSeconds(60));
        await Codes().ShowAsync(Seminar, Role.Annotator);
        _time.Advance(TimeSpan.FromSeconds(85));
        Assert.Equal(["CodeShown by olga"], _seminar.Noted);
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(["CodeShown by olga", "CodeEnded by server"], _seminar.Noted);
    }

    [Fact]
    public async Task An_end_that_could_not_be_noted_is_noted_later()
    {
        await ShowAsync(_here, "olga");
        _seminar.Refusal = new RefusalException("unavailable", "Not now.");
        _time.Advance(TimeSpan.FromSeconds(200));
        _seminar.Refusal = null;
        Assert.Single(_seminar.Noted);
        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal("CodeEnded by server", _seminar.Noted[^1]);
    }

    [Fact]
    public async Task M269_a_code_that_cannot_be_noted_is_shown_to_nobody_and_lets_nobody_in()
    {
        _seminar.Refusal = new RefusalException("storage-full", "The disk is full.");
        Assert.Equal("storage-full", (await Assert.ThrowsAsync<RefusalException>(() => ShowAsync(_here, "olga"))).Code);
        Assert.Null(await _codes.CurrentAsync(Seminar, Role.Annotator));
        foreach (var grain in _grains.Values)
            Assert.Null(await grain.FindAsync());

        // One that others came to know stays theirs, and is stopped whether it can be noted or not.
        _seminar.Refusal = null;
        var code = await ShowAsync(_here, "olga");
        _seminar.Refusal = new RefusalException("storage-full", "The disk is full.");
        await Assert.ThrowsAsync<RefusalException>(() => ShowAsync(_there, "mona"));
        Assert.Equal(code, (await _codes.CurrentAsync(Seminar, Role.Annotator))?.Code);
        await Assert.ThrowsAsync<RefusalException>(() => _there.StopAsync(Seminar, "mona"));
        Assert.Null(await _codes.CurrentAsync(Seminar, Role.Annotator));
    }

    [Fact]
    public async Task What_the_start_printed_is_noted_when_somebody_shows_it_on_or_stops_it()
    {
        var code = await _codes.PrintAsync(Seminar, Role.Annotator);
        await _here.StopAsync(Seminar, "mona");
        Assert.Equal(["CodeEnded by mona"], _seminar.Noted);
        code = await _codes.PrintAsync(Seminar, Role.Annotator);
        Assert.Single(_seminar.Noted);
        Assert.Equal(code, await ShowAsync(_here, "olga"));
        Assert.Equal("CodeShown by olga", _seminar.Noted[^1]);
    }

    private static async Task<string> ShowAsync(CodeRecord record, string actor) => (await record.ShowAsync(Seminar, Role.Annotator, actor, IPAddress.Loopback)).Code;

    private JoinCodes Codes() => new(Grains(), new CodeGuesses(Options.Create(new LimitsOptions { Rates = false }), _time), _time);

    private IGrainFactory Grains() => ScriptedGrains.Of((typeof(IJoinCodeGrain), new Func<string, object>(GrainOf)), (typeof(ISeminarGrain), _seminar));

    private JoinCodeGrain GrainOf(string key) => _grains.TryGetValue(key, out var grain) ? grain : _grains[key] = new JoinCodeGrain(_time);
}
