using Collab.Server.Feeds;

namespace Collab.Server.Hypothesis;

/// <summary>Where the document stood when the page was made whose token signed a request in.</summary>
internal sealed record PageMade(Cursor Since);
