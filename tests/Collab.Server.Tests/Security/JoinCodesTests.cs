using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Grains.Seminars;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Server.Tests.Commands;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Security;

/// <summary>Two nodes, and the grains that both ask.</summary>
public sealed class JoinCodesTests
{
    private const string Seminar = "7vgyy1j7cn91jbd41w1vhqfvv8";

    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Dictionary<string, JoinCodeGrain> _grains = [];
    private readonly JoinCodes _here, _there;

    public JoinCodesTests() => (_here, _there) = (Node(), Node());

    [Fact]
    public async Task M211_what_one_node_shows_the_other_shows_on_and_withdraws()
    {
        foreach (var role in new[] { Role.Annotator, Role.Guest, Role.Reader })
        {
            var (code, _, _) = await _there.ShowAsync(Seminar, role);
            Assert.Equal((code, _time.GetUtcNow() + TimeSpan.FromSeconds(90)), await _here.CurrentAsync(Seminar, role));
            _time.Advance(TimeSpan.FromSeconds(60));
            Assert.Equal(code, (await _here.ShowAsync(Seminar, role)).Code);
            _time.Advance(TimeSpan.FromSeconds(60));
            Assert.Equal(new JoinCode(Seminar, role, TimeSpan.FromSeconds(30)), await FindAsync(code));

            await _here.WithdrawAsync(Seminar);
            Assert.Null(await FindAsync(code));
            Assert.Null(await _there.CurrentAsync(Seminar, role));
            Assert.Null(await _there.CurrentAsync(Seminar));
            Assert.NotEqual(code, (await _there.ShowAsync(Seminar, role)).Code);
            await _there.WithdrawAsync(Seminar);
        }
    }

    [Fact]
    public async Task M211_a_code_that_was_printed_is_shown_on_until_it_is_withdrawn_and_no_other_is_opened_for_it()
    {
        var (code, _, _) = await _here.ShowAsync(Seminar, Role.Annotator);
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.True(await _here.ShowOnAsync(Seminar, Role.Annotator, code));
        // A laptop that slept has lost it to nobody.
        _time.Advance(TimeSpan.FromHours(8));
        Assert.Null(await FindAsync(code));
        Assert.True(await _here.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.NotNull(await FindAsync(code));

        await _there.WithdrawAsync(Seminar);
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.False(await _here.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.Null(await FindAsync(code));
        Assert.Null(await _here.CurrentAsync(Seminar));
    }

    [Fact]
    public async Task M211_nor_is_it_shown_on_where_another_was_opened_since()
    {
        var (code, _, _) = await _here.ShowAsync(Seminar, Role.Annotator);
        await _there.WithdrawAsync(Seminar);
        var (next, _, _) = await _there.ShowAsync(Seminar, Role.Annotator);
        Assert.False(await _here.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.Null(await FindAsync(code));
        Assert.NotNull(await FindAsync(next));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M211_nor_is_one_that_is_withdrawn_while_it_is_shown_on(bool before)
    {
        var (code, _, _) = await _here.ShowAsync(Seminar, Role.Annotator);
        // It was read that the seminar shows it; before and after the code is told so, it is withdrawn.
        var slow = Node(grain => new Interrupted(grain, before, () => _there.WithdrawAsync(Seminar)));
        Assert.False(await slow.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.Null(await FindAsync(code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M237_nor_where_a_new_one_is_being_shown_in_that_moment(bool before)
    {
        var (code, _, _) = await _here.ShowAsync(Seminar, Role.Annotator);
        // The mark of the withdrawal has just been taken away for the new one.
        var slow = Node(grain => new Interrupted(grain, before, async () =>
        {
            await _there.WithdrawAsync(Seminar);
            await GrainOf($"{Seminar} {Role.Annotator}").WithdrawAsync(JoinCode.Withdrawn);
        }));
        Assert.False(await slow.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.Null(await FindAsync(code));
        var (next, _, _) = await _there.ShowAsync(Seminar, Role.Annotator);
        Assert.NotEqual(code, next);
        Assert.NotNull(await FindAsync(next));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M238_what_was_printed_and_stopped_is_not_opened_again_by_a_machine_that_slept(bool slept)
    {
        var code = await _here.PrintAsync(Seminar, Role.Annotator);
        // It may have run out before it was stopped.
        if (slept)
            _time.Advance(TimeSpan.FromHours(8));
        await _here.WithdrawAsync(Seminar);
        _time.Advance(TimeSpan.FromHours(8));
        Assert.False(await _here.ShowOnAsync(Seminar, Role.Annotator, code));
        Assert.Null(await FindAsync(code));
        var next = await _here.PrintAsync(Seminar, Role.Annotator);
        _time.Advance(TimeSpan.FromHours(8));
        Assert.True(await _here.ShowOnAsync(Seminar, Role.Annotator, next));
    }

    [Fact]
    public async Task Each_role_of_each_seminar_has_a_code_of_its_own()
    {
        var codes = new[] { await _here.ShowAsync(Seminar, Role.Annotator), await _here.ShowAsync(Seminar, Role.Reader), await _here.ShowAsync("another", Role.Reader) };
        Assert.Equal(3, codes.Select(code => code.Code).Distinct().Count());
        Assert.Equal(codes[0].Code, await _there.CurrentAsync(Seminar));
        await _there.WithdrawAsync("another");
        Assert.NotNull(await FindAsync(codes[1].Code));
        Assert.Null(await FindAsync(codes[2].Code));
    }

    private Task<JoinCode?> FindAsync(string code) => _there.FindAsync(code, System.Net.IPAddress.Loopback, joining: true);

    private JoinCodes Node(Func<IJoinCodeGrain, IJoinCodeGrain>? call = null) => new(
        ScriptedGrains.Of((typeof(IJoinCodeGrain), new Func<string, object>(key => call?.Invoke(GrainOf(key)) ?? GrainOf(key)))),
        new CodeGuesses(Options.Create(new LimitsOptions { Rates = false }), _time),
        _time);

    private JoinCodeGrain GrainOf(string key) => _grains.TryGetValue(key, out var grain) ? grain : _grains[key] = new JoinCodeGrain(_time);

    /// <summary>A call to a grain while which something happens, where it says that a code leads to the seminar.</summary>
    private sealed class Interrupted(IJoinCodeGrain grain, bool before, Func<Task> meanwhile) : IJoinCodeGrain
    {
        public async Task<bool> ShowAsync(string goal, Role role)
        {
            if (goal == Seminar && before)
                await meanwhile();
            var shown = await grain.ShowAsync(goal, role);
            if (goal == Seminar && !before)
                await meanwhile();
            return shown;
        }

        public Task WithdrawAsync(string goal) => grain.WithdrawAsync(goal);

        public Task<JoinCode?> FindAsync() => grain.FindAsync();
    }
}
