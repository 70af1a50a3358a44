using System.Reflection;
using Collab.Contracts;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Server.Tests.Security;

/// <summary>A seminar that notes who shows which code, in memory.</summary>
public class SeminarOfCodes : DispatchProxy
{
    private SeminarState _state = new() { Id = "s" };

    /// <summary>What it noted, each with its actor.</summary>
    public List<string> Noted { get; } = [];

    /// <summary>With what it refuses; null where it can note.</summary>
    public RefusalException? Refusal { get; set; }

    public static SeminarOfCodes With(params string[] owners)
    {
        var seminar = (SeminarOfCodes)(object)Create<ISeminarGrain, SeminarOfCodes>();
        foreach (var owner in owners)
            seminar.Add(owner, new MemberJoined(owner, $"p-{owner}", Role.Owner));
        return seminar;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ISeminarGrain.OpenAsync) => Refusal is null ? Task.FromResult<SeminarState?>(_state) : Task.FromException<SeminarState?>(Refusal),
        nameof(ISeminarGrain.ShowCodeAsync) => Note((string)args![0]!, SeminarDecider.ShowCode(_state, (string)args[0]!, (Role)args[1]!, (bool)args[2]!)),
        nameof(ISeminarGrain.EndCodeAsync) => Note((string?)args![0] ?? "server", SeminarDecider.EndCode(_state, (string?)args[0], (Role)args[1]!, (long?)args[2])),
        _ => throw new NotSupportedException(targetMethod.Name),
    };

    private Task<Reply> Note(string actor, IEnumerable<Proposal> proposals)
    {
        if (Refusal is { } refusal)
            return Task.FromResult(Reply.Refused(refusal));
        foreach (var proposal in proposals)
        {
            Add(actor, proposal.Data);
            Noted.Add($"{proposal.Data.Kind} by {actor}");
        }

        return Task.FromResult(new Reply(new CommandOutcome(_state.Seq)));
    }

    private void Add(string actor, EventData data) =>
        _state = _state.Apply(new LogEvent { Seq = _state.Seq + 1, At = default, Actor = actor, Command = Guid.Empty, Data = data });
}
