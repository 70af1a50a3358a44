using System.Collections.Immutable;

namespace Collab.Formats.Export;

/// <summary>An emoji with those who gave it.</summary>
/// <param name="Members">Their ids.</param>
/// <param name="Names">Their names, in the same order.</param>
public sealed record ExportReaction(string Emoji, ImmutableArray<string> Members, ImmutableArray<string> Names);
