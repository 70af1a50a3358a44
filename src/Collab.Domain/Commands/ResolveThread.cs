namespace Collab.Domain.Commands;

/// <summary>The thread is settled.</summary>
public sealed record ResolveThread : AnnotationCommand;
