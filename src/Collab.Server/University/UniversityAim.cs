namespace Collab.Server.University;

/// <summary>What somebody goes to the university for.</summary>
internal enum UniversityAim
{
    /// <summary>To come in, as whoever they are there.</summary>
    ComeIn,

    /// <summary>To show again that they are who is here.</summary>
    SignInAgain,

    /// <summary>To be known by it from now on as who is here.</summary>
    Connect,
}
