using Collab.Domain.Pins;

namespace Collab.Formats.Export;

/// <summary>Where a note is pinned.</summary>
/// <param name="Order">Its place among the pins of the clause, from 0.</param>
/// <param name="ClauseName">"point 3".</param>
/// <param name="By">The name of who pinned it.</param>
/// <param name="SupersedesNumber">The number of the note in whose place it came.</param>
public sealed record ExportPin(Pin Pin, int Order, string ClauseName, string By, int? SupersedesNumber);
