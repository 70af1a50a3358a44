namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>Everything that is written in the hour, and what of it is sealed just now.</summary>
internal sealed class Ledger
{
    private static readonly string[] Openings = ["Who is meant by it?", "That was never asked.", "The verb does the work here.", "I read it the other way.", "Compare the point before.", "Too strong a word.", "It is said twice.", "What follows from it?"];

    private readonly Lock _gate = new();
    private readonly List<Said> _all = [];
    private readonly List<Said> _sealed = [];

    public IReadOnlyList<Said> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    /// <summary>What is in the round that is open.</summary>
    public IReadOnlyList<Said> Sealed
    {
        get
        {
            lock (_gate)
                return [.. _sealed];
        }
    }

    /// <summary>New words of somebody.</summary>
    /// <param name="addressed">Stands before them: a mention.</param>
    public Said Say(string author, Fate fate = Fate.Shown, string addressed = "")
    {
        lock (_gate)
        {
            var said = new Said($"quill{_all.Count:000}", $"{addressed}{Openings[_all.Count % Openings.Length]} quill{_all.Count:000}", author) { Fate = fate };
            _all.Add(said);
            return said;
        }
    }

    /// <summary>New words of somebody in the round that is open.</summary>
    public Said Seal(string author)
    {
        var said = Say(author, Fate.Sealed);
        lock (_gate)
            _sealed.Add(said);
        return said;
    }

    /// <summary>The round is over: what was in it is read by all from now on, or by nobody else ever.</summary>
    public void Unseal(bool revealed)
    {
        lock (_gate)
        {
            foreach (var said in _sealed.Where(said => said.Fate == Fate.Sealed))
                said.Fate = revealed ? Fate.Shown : Fate.Apart;
            _sealed.Clear();
        }
    }
}
