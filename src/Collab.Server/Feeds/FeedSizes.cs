namespace Collab.Server.Feeds;

/// <summary>How much a feed keeps and asks for at once, in events; and in bytes, where they are long.</summary>
/// <param name="Ring">The newest that are kept; readers who are further behind are served from the log.</param>
/// <param name="Prefill">Read at the beginning, so that readers who come back after a restart find theirs in the ring.</param>
/// <param name="Page">Asked of the document at once.</param>
/// <param name="PageBytes">Most bytes of what is asked at once.</param>
internal sealed record FeedSizes(int Ring = EventRing.DefaultCapacity, int Prefill = 256, int Page = 512, int PageBytes = 1024 * 1024);
