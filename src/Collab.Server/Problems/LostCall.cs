namespace Collab.Server.Problems;

/// <summary>
/// A call to a grain that nobody answered: what it was for was done or was not. Orleans says so in three ways; the third, when the message was too
/// old by the time a place for the grain was found, looks like a cancellation. A caller that cancels must ask about that first. Beside it what the
/// grain's node met and could not send: exceptions of the storage do not travel between nodes.
/// </summary>
public static class LostCall
{
    public static bool Is(Exception e) => e is TimeoutException or Orleans.Runtime.OrleansException or Orleans.Serialization.SerializerException or OperationCanceledException;
}
