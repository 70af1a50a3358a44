using Collab.Contracts;
using Collab.Domain.Commands;
using Collab.Grains.EventSourcing;
using Collab.Storage;

namespace Collab.Grains.Tests.EventSourcing;

public sealed class RecentCommandsTests
{
    private const int Kept = 4096, Many = 3 * Kept;

    [Fact]
    public void Of_ever_so_many_answers_the_newest_are_kept()
    {
        var recent = new RecentCommands();
        var commands = Enumerable.Range(0, Many).Select(_ => new CommandKey("ada", Guid.NewGuid())).ToList();
        foreach (var (seq, command) in commands.Index())
        {
            recent.Add(command, "request", new Reply(new CommandOutcome(seq, null, null)));
            // Told once more, it takes no more room.
            recent.Add(command, "request", new Reply(new CommandOutcome(seq, null, null)));
        }

        Assert.Equal(commands[^Kept..], commands.Where(command => recent.Find(command, "request") is not null));
    }
}
