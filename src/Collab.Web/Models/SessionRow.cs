namespace Collab.Web.Models;

/// <summary>A browser in which one is signed in.</summary>
/// <param name="Id">What ends it.</param>
/// <param name="Device">"Firefox on Linux".</param>
/// <param name="Way">"by a code": how one came in; null where nobody noted it.</param>
/// <param name="Created">Since when.</param>
/// <param name="LastSeen">When it was last used, to the hour.</param>
/// <param name="Here">True for the one that shows the page.</param>
public sealed record SessionRow(string Id, string Device, string? Way, DateTimeOffset Created, DateTimeOffset LastSeen, bool Here);
