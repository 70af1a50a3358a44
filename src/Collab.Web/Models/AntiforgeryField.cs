namespace Collab.Web.Models;

/// <summary>The hidden field that proves that a form was ours.</summary>
public sealed record AntiforgeryField(string Name, string Value);
