namespace Collab.Browser.Tests.Safety;

/// <summary>Where somebody's words end up on pages.</summary>
internal enum Sink
{
    None,
    Text,
    Name,
    Title,
    Tag,
    Quote,
    LinkText,
    LinkAddress,
    FileName,
    Reason,
    Export,
    Error,
    Search,
    Body,
    Reply,
}
