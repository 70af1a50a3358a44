namespace Collab.Server.Tests.Matrix;

/// <summary>How somebody asks.</summary>
internal enum Way
{
    Http,
    Hub,
    Page,
}
