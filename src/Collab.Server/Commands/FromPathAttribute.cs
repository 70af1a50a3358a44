namespace Collab.Server.Commands;

/// <summary>Over HTTP the value stands in the path and is refused in the body; on the hub it is a field that must be there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FromPathAttribute : Attribute;
