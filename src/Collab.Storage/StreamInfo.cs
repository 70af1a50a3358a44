using Collab.Domain.Events;

namespace Collab.Storage;

/// <summary>Where a stream stands.</summary>
/// <param name="Stream">Its id.</param>
/// <param name="Kind">One of <see cref="StreamKind"/>.</param>
/// <param name="Epoch">128 random bits as 32 hex digits; new at creation and at every restore.</param>
/// <param name="Head">The seq of the newest durable event; 0 when there is none.</param>
/// <param name="HeadHash">The hash of that event, or <see cref="EventChain.Genesis"/>.</param>
public sealed record StreamInfo(string Stream, string Kind, string Epoch, long Head, ReadOnlyMemory<byte> HeadHash);
