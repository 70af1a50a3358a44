using System.Collections.Immutable;

namespace Collab.Domain.Importing;

/// <param name="Authors">Who gave it, by their places in the list of authors.</param>
public sealed record ImportedReaction(string Emoji, ImmutableArray<int> Authors);
