using System.Collections.Immutable;
using Collab.Domain.Sessions;

namespace Collab.Formats.Export;

/// <summary>A session that was held.</summary>
/// <param name="By">The name of who opened it.</param>
/// <param name="Attended">The names of those who were there, in their order.</param>
public sealed record ExportSession(Session Session, string By, ImmutableArray<string> Attended);
