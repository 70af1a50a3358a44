using Collab.Storage.Testing;

namespace Collab.Storage.Tests.Testing;

public sealed class InMemoryEventLogTests : EventLogContract
{
    protected override IEventLog Log { get; } = new InMemoryEventLog();
}
