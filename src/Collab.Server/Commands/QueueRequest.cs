namespace Collab.Server.Commands;

/// <summary>A command about what moderators look at: it is decided in the document's sealed log, not in the document.</summary>
public abstract record QueueRequest : AnnotationRequest;
