namespace Collab.Server.Tests.Matrix;

/// <summary>What a door has to do with: from that follows in which conditions it is tried, and what they change.</summary>
[Flags]
internal enum Traits
{
    None = 0,

    /// <summary>It is about a note, which is made for each cell.</summary>
    Note = 1,

    /// <summary>A lock of the point counts.</summary>
    Point = 2,

    /// <summary>With the intent to write at a locked point.</summary>
    Override = 4,

    /// <summary>Nobody does it in a closed document.</summary>
    Writing = 8,

    /// <summary>What is asked is whether the note's words are in the answer.</summary>
    Words = 16,

    /// <summary>The note is a private one.</summary>
    Private = 32,

    /// <summary>It is about another member, or about oneself: both are spent.</summary>
    Member = 64,

    /// <summary>No token will do.</summary>
    NotByToken = 128,

    /// <summary>The words of others are left out where the role has no right to them, and the answer is given all the same.</summary>
    Withholds = 256,

    /// <summary>It is about the document, whatever its state.</summary>
    Document = 512,

    /// <summary>It needs a seminar that may be spent, where it is done.</summary>
    Seminar = 1024,

    /// <summary>What is done waits for a moderator, where notes do and the caller is none.</summary>
    Waits = 2048,

    /// <summary>The note is one that waits: there are such where notes wait.</summary>
    Waiting = 4096,
}
